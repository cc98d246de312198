import { styleOf } from "./roles";
import { PALETTE } from "./theme";

/** A thin line where the two bounds cross, with the place at the right of it, or beyond `middle` at the left: where the sign of their difference changes from one row to the next. */
export function crossingLayer(x: object, middle: number) {
  return {
    transform: [
      { calculate: "datum.redBound - datum.orangeBound", as: "lead" },
      {
        window: [
          { op: "lag", field: "lead", as: "leadBefore" },
          { op: "lag", field: "x", as: "xBefore" },
        ],
        sort: [{ field: "x" }],
      },
      {
        filter:
          "isValid(datum.leadBefore) && datum.leadBefore !== 0 && datum.lead * datum.leadBefore <= 0 && abs(red - orange) > 1e-9",
      },
      {
        calculate: "datum.xBefore + (datum.x - datum.xBefore) * datum.leadBefore / (datum.leadBefore - datum.lead)",
        as: "crossing",
      },
      ...["left", "right"].map((side) => ({
        calculate: `datum.crossing ${side === "left" ? "<=" : ">"} ${middle} ? 'they cross at ' + format(datum.crossing, '.2f') : ''`,
        as: side,
      })),
    ],
    encoding: { x: { ...x, field: "crossing" } },
    layer: [
      { mark: { type: "rule", color: PALETTE.softInk, strokeDash: [2, 3] } },
      ...(["left", "right"] as const).map((align) => ({
        mark: {
          type: "text",
          align,
          baseline: "bottom",
          dx: align === "left" ? 6 : -6,
          dy: -22,
          color: PALETTE.softInk,
        },
        encoding: { y: { value: "height" }, text: { field: align } },
      })),
    ],
  };
}

const color = (colour: "red" | "orange") => styleOf(colour === "red" ? "bound" : "secondBound").color;

/** A strip at the foot in the colour of the higher bound, thick where it is the red one, thin where it is the orange one. */
export function winnerLayer(x: object) {
  return {
    transform: [
      { calculate: "datum.redBound >= datum.orangeBound ? 'red' : 'orange'", as: "better" },
      { window: [{ op: "lead", field: "x", as: "next" }], sort: [{ field: "x" }] },
      { filter: "isValid(datum.next)" },
    ],
    layer: (["red", "orange"] as const).map((colour) => ({
      transform: [{ filter: `datum.better === '${colour}'` }],
      mark: { type: "rect", color: color(colour), stroke: color(colour), strokeWidth: 0.5 },
      encoding: {
        x,
        x2: { field: "next" },
        y: { value: { expr: colour === "red" ? "height - 10" : "height - 5" } },
        y2: { value: "height" },
      },
    })),
  };
}
