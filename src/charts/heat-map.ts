import { type Channels, type Path, pathLayer, type Spot, spotLayer } from "./paths";
import { type ChartSpec, type ChartWords, chartSpec } from "./spec";
import { PALETTE } from "./theme";

/** A value at every place of an even grid. */
export interface Surface {
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** [y][x] */
  readonly values: readonly (readonly number[])[];
}

const BANDS = 12;

/**
 * A function of two parameters in bands of colour, so that their edges are its contour lines: the darker, the better.
 * Over it the ways of an ascent, outlines and named places. With `slider`, the ways grow step by step.
 * @throws unless the grid is even and the values fill it.
 */
export function heatMap(
  surface: Surface,
  options: ChartWords & {
    readonly xTitle: string;
    readonly yTitle: string;
    readonly valueTitle: string;
    /** The palest and the darkest value; what lies beyond is drawn as these. */
    readonly range: readonly [worst: number, best: number];
    readonly paths?: readonly Path[];
    readonly spots?: readonly Spot[];
    /** The name of the slider for the steps of the ways. */
    readonly slider?: string;
  },
): ChartSpec {
  const { xTitle, yTitle, valueTitle, range, paths = [], spots = [], slider } = options;
  const [dx, dy] = [evenStep("x", surface.x), evenStep("y", surface.y)];
  if (surface.values.length !== surface.y.length || surface.values.some((row) => row.length !== surface.x.length))
    throw new Error(`heatMap needs ${surface.y.length} × ${surface.x.length} values, got another shape`);
  if (surface.values.flat().some(Number.isNaN)) throw new Error("heatMap needs values, got NaN");
  const x = axis("x", xTitle, surface.x, dx);
  const y = axis("y", yTitle, surface.y, dy);
  const longest = Math.max(1, ...paths.map(({ points }) => points.length)) - 1;
  const named = paths.filter(({ name }, i) => paths.findIndex((path) => path.name === name) === i);
  return chartSpec(
    options,
    {
      width: 460,
      height: 380,
      ...(slider && {
        params: [
          {
            name: "taken",
            value: longest,
            bind: { input: "range", min: 0, max: longest, step: 1, name: `${slider} ` },
          },
        ],
      }),
      layer: [
        bands(surface, { dx, dy, x, y, valueTitle, range }),
        ...(paths.length > 0
          ? [pathLayer(paths, { x, y, named, filter: slider ? "datum.order <= taken" : "true" })]
          : []),
        ...spots.map(({ role = "exact", ...spot }) => spotLayer(spot, role, { x, y })),
      ],
    },
    named.map(({ name }) => name),
  );
}

function evenStep(name: string, places: readonly number[]): number {
  const step = (places[places.length - 1] - places[0]) / (places.length - 1);
  if (!(step > 0) || places.some((place, i) => Math.abs(place - (places[0] + i * step)) > 1e-6 * step))
    throw new Error(`heatMap needs ${name} evenly spaced, from low to high`);
  return step;
}

function axis(field: string, title: string, places: readonly number[], step: number) {
  const domain = [places[0] - step / 2, places[places.length - 1] + step / 2];
  return { field, type: "quantitative", title, scale: { domain, nice: false }, axis: { grid: false } };
}

/** One row of data for each row of the grid, unfolded inside the chart: a tenth of the size of a row for each cell. */
function bands(
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
      { flatten: ["value"] },
      { window: [{ op: "row_number", as: "number" }], groupby: ["row"] },
      { calculate: `${places[0]} + (datum.number - 1.5) * ${dx}`, as: "left" },
      // a little more than its share, or the paper would shine through between two cells
      { calculate: `datum.left + ${1.05 * dx}`, as: "right" },
      { calculate: `datum.row - ${dy / 2}`, as: "bottom" },
      { calculate: `datum.row + ${0.55 * dy}`, as: "top" },
      {
        calculate: `${worst} + ${best - worst} * min(floor(${share} * ${BANDS}), ${BANDS - 1}) / ${BANDS - 1}`,
        as: "band",
      },
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
          range: worst < best ? [PALETTE.paper, PALETTE.posterior] : [PALETTE.posterior, PALETTE.paper],
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
