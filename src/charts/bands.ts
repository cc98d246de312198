import type { Channels } from "./paths";
import { PALETTE } from "./theme";

/** A value at every place of an even grid. */
export interface Surface {
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** [y][x] */
  readonly values: readonly (readonly number[])[];
}

const BANDS = 12;

/** One row of data for each row of the grid, unfolded inside the chart: a tenth of the size of a row for each cell. */
export function bands(
  { x: places, y: rows, values }: Surface,
  of: Channels & {
    readonly dx: number;
    readonly dy: number;
    readonly valueTitle: string;
    readonly range: readonly [number, number];
  },
) {
  const { dx, dy, x, y, valueTitle, range } = of;
  const [worst, best] = range;
  const share = `clamp((datum.value - ${worst}) / ${best - worst}, 0, 1)`;
  return {
    data: { values: rows.map((place, j) => ({ row: place, value: values[j].map((value) => short(value, range)) })) },
    transform: [
      { calculate: `datum.row - ${dy / 2}`, as: "bottom" },
      { calculate: `datum.row + ${0.55 * dy}`, as: "top" },
      { flatten: ["value"] },
      { window: [{ op: "row_number", as: "number" }], groupby: ["row"] },
      { calculate: `min(floor(${share} * ${BANDS}), ${BANDS - 1})`, as: "level" },
      { filter: "datum.level > 0" }, // the lowest band is the paper
      { calculate: `${places[0]} + (datum.number - 1.5) * ${dx}`, as: "left" },
      // a little more than its share, or the paper would shine through between two cells
      { calculate: `datum.left + ${1.05 * dx}`, as: "right" },
      { calculate: `${worst} + ${best - worst} * datum.level / ${BANDS - 1}`, as: "band" },
    ],
    mark: { type: "rect", clip: true },
    encoding: {
      x: { ...x, field: "left" },
      x2: { field: "right" },
      y: { ...y, field: "bottom" },
      y2: { field: "top" },
      fill: {
        field: "band",
        type: "quantitative",
        scale: {
          domain: [Math.min(...range), Math.max(...range)],
          range: worst < best ? [PALETTE.paper, PALETTE.surface] : [PALETTE.surface, PALETTE.paper],
          interpolate: "rgb",
        },
        legend: { title: valueTitle, titleFontWeight: 400, titleFontSize: 13, gradientLength: 220 },
      },
      tooltip: [{ field: "value", type: "quantitative", title: valueTitle, format: ".4~f" }],
    },
  };
}

/** To five digits, which is finer than a band. What is infinite is drawn as the end of the range on its side. */
function short(value: number, range: readonly number[]): number {
  const shown = Number.isFinite(value) ? value : value > 0 ? Math.max(...range) : Math.min(...range);
  return Number(shown.toPrecision(5));
}
