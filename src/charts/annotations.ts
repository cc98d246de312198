import { inkOf, type Role, styleOf } from "./roles";
import { DASHED } from "./spec";
import { PALETTE } from "./theme";

/** A place on the horizontal axis that has a name, as where q was made. */
export interface Place {
  readonly x: number;
  readonly label: string;
}

/** A height that has a name, as log p(x) while only q moves. */
export interface Level {
  readonly y: number;
  readonly label: string;
  /** "exact" unless said. */
  readonly role?: Role;
}

/** A stretch of the horizontal axis that has a name, as where an estimate has the wrong sign. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

/** A thin line across the chart, with its name at the foot or the head: at the right of it, or beyond the middle of `shown` at the left. */
export function placeLayers(
  places: readonly Place[],
  x: object,
  { shown, at = "foot" }: { readonly shown: readonly number[]; readonly at?: "foot" | "head" },
) {
  const middle = (Math.min(...shown) + Math.max(...shown)) / 2;
  return places.map((place) => ({
    data: { values: [place] },
    encoding: { x: { ...x, field: "x" } },
    layer: [
      { mark: { type: "rule", color: PALETTE.softInk, strokeDash: [2, 3] } },
      {
        mark: {
          type: "text",
          ...(place.x > middle ? { align: "right", dx: -6 } : { align: "left", dx: 6 }),
          ...(at === "foot" ? { baseline: "bottom", dy: -6 } : { baseline: "top", dy: 2 }),
          color: PALETTE.softInk,
        },
        encoding: { y: { value: at === "foot" ? "height" : 0 }, text: { field: "label" } },
      },
    ],
  }));
}

/** A corner of a chart that what is drawn leaves free. */
export type Corner = "top left" | "top right" | "bottom left" | "bottom right";

const LINE_HEIGHT = 18;

/** The encoding of line `i` of `count` lines of text in a corner, and its mark. */
export function cornerText(corner: Corner, i: number, count: number) {
  const [vertical, side] = corner.split(" ");
  const y = vertical === "top" ? 12 + LINE_HEIGHT * i : { expr: `height - ${12 + LINE_HEIGHT * (count - 1 - i)}` };
  return {
    mark: { type: "text", align: side, dx: side === "left" ? 8 : -8 },
    encoding: { x: { value: side === "left" ? 0 : "width" }, y: { value: y } },
  };
}

/** A text, twice: first broad in the colour of the paper, so that it can be read on whatever is drawn below. */
export function haloed<L extends { readonly mark: object }>(layer: L) {
  const halo = { stroke: PALETTE.paper, strokeWidth: 4, strokeJoin: "round", opacity: 0.85 };
  return [{ ...layer, mark: { ...layer.mark, ...halo } }, layer];
}

/** A line from side to side, with its name above it at the right. */
export function levelLayers(levels: readonly Level[], y: object) {
  return levels.map(({ role = "exact", ...level }) => ({
    data: { values: [level] },
    encoding: { y: { ...y, field: "y" } },
    layer: [
      {
        mark: {
          type: "rule",
          color: styleOf(role).color,
          strokeWidth: 2,
          strokeDash: role === "exact" ? [1, 0] : DASHED,
        },
      },
      ...haloed({
        mark: { type: "text", align: "right", baseline: "bottom", dy: -4, color: inkOf(role) },
        encoding: { x: { value: "width" }, text: { field: "label" } },
      }),
    ],
  }));
}

/** A shaded stretch from top to bottom, with its name at the top. */
export function stretchLayer(stretches: readonly Stretch[], x: object) {
  return {
    data: { values: stretches },
    encoding: { x: { ...x, field: "from" } },
    layer: [
      { mark: { type: "rect", color: PALETTE.gap, opacity: 0.2 }, encoding: { x2: { field: "to" } } },
      {
        mark: { type: "text", align: "left", baseline: "top", dx: 6, dy: 4, color: PALETTE.softInk },
        encoding: { y: { value: 0 }, text: { field: "label" } },
      },
    ],
  };
}
