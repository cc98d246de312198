import { lines, type Named, type Role, styleOf } from "./roles";
import { type ChartSpec, type ChartWords, chartSpec, seriesEncoding } from "./spec";
import { PALETTE } from "./theme";

/** A value at every place of an even grid. */
export interface Surface {
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** [y][x] */
  readonly values: readonly (readonly number[])[];
}

/** A line over the surface: a way from its first point, hollow, to its last, filled; or a closed outline. */
export interface Path extends Named {
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly closed?: boolean;
}

/** A place on the surface that has a name. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly label: string;
  readonly role?: Role;
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

interface Channels {
  readonly x: object;
  readonly y: object;
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
    data: { values: rows.map((place, j) => ({ row: place, value: values[j].map(short) })) },
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

/** To four digits, which is finer than a band. */
const short = (value: number): number | null => (Number.isFinite(value) ? Number(value.toPrecision(5)) : null);

function pathLayer(
  paths: readonly Path[],
  { x, y, named, filter }: Channels & { readonly named: readonly Named[]; readonly filter: string },
) {
  const values = paths.flatMap(({ name, points, closed = false }, path) =>
    points.map((point, order) => ({ ...point, path, series: name, order, closed })),
  );
  const way = { x, y, order: { field: "order" }, detail: { field: "path" } };
  // without an encoding of their own colour, or the legend would have every way twice
  const ends = named.flatMap(({ name, role }) =>
    [
      { condition: "datum.order === 0", fill: PALETTE.paper },
      { condition: "datum.order === datum.last", fill: styleOf(role).color },
    ].map(({ condition, fill }) => ({
      transform: [{ filter: `!datum.closed && ${condition}` }, { filter: { field: "series", equal: name } }],
      mark: { type: "point", opacity: 1, size: 60, strokeWidth: 2, fill, stroke: styleOf(role).color },
      encoding: { x, y },
    })),
  );
  return {
    data: { values },
    transform: [{ filter }, { joinaggregate: [{ op: "max", field: "order", as: "last" }], groupby: ["path"] }],
    layer: [
      { mark: { type: "line", clip: true, color: PALETTE.paper, strokeWidth: 5, opacity: 0.75 }, encoding: way },
      { mark: { type: "line", clip: true, strokeWidth: 2.2 }, encoding: { ...way, ...seriesEncoding(lines(named)) } },
      ...ends,
    ],
  };
}

function spotLayer(spot: Omit<Spot, "role">, role: Role, { x, y }: Channels) {
  const { color, shape } = styleOf(role);
  return {
    data: { values: [spot] },
    encoding: { x, y },
    layer: [
      {
        mark: {
          type: "point",
          filled: true,
          opacity: 1,
          size: 90,
          color,
          shape,
          stroke: PALETTE.paper,
          strokeWidth: 1.5,
        },
      },
      // the name twice: first broad in the colour of the paper, so that it can be read on any band
      ...[{ stroke: PALETTE.paper, strokeWidth: 4, opacity: 0.85 }, { color }].map((ink) => ({
        mark: { type: "text", dy: -14, fontWeight: 600, ...ink },
        encoding: { text: { field: "label" } },
      })),
    ],
  };
}
