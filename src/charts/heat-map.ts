import { bands, type Surface } from "./bands";
import { evenStep } from "./even-step";
import { type Path, pathLayer, type Spot, spotLayer } from "./paths";
import { type ChartSpec, type ChartWords, chartSpec } from "./spec";

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
  const [dx, dy] = [stepOf("x", surface.x), stepOf("y", surface.y)];
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

function stepOf(name: string, places: readonly number[]): number {
  const step = evenStep(places);
  if (step === undefined) throw new Error(`heatMap needs ${name} evenly spaced, from low to high`);
  return step;
}

function axis(field: string, title: string, places: readonly number[], step: number) {
  const domain = [places[0] - step / 2, places[places.length - 1] + step / 2];
  return { field, type: "quantitative", title, scale: { domain, nice: false }, axis: { grid: false } };
}
