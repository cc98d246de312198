import { checkFinite } from "./check-finite";
import { gapStrip } from "./gap-strip";
import { type Knob, knobParam } from "./knob";
import { lines } from "./roles";
import { type ChartSpec, type ChartWords, chartSpec, DEFAULT_WIDTH, oneSeries } from "./spec";
import { PALETTE } from "./theme";

/**
 * A normal q of the reader's own, on two sliders, over the true posterior of a scalar latent; below it the ELBO under
 * log p(x), with the KL as the gap. All three follow the sliders: the ELBO is a sum over `grid`, inside the chart.
 * @throws unless the grid is even, reaches 5 scales beyond every q, and has two points in the smallest scale.
 */
export function yourQ(
  grid: readonly { readonly z: number; readonly logJoint: number }[],
  options: ChartWords & {
    readonly logMarginal: number;
    readonly loc: Knob;
    readonly scale: Knob;
    readonly zTitle?: string;
    /** The stretch of z that is shown: all, unless said. */
    readonly shown?: readonly [number, number];
    /** How many nats below log p(x) the lower axis reaches. */
    readonly reach?: number;
  },
): ChartSpec {
  const { logMarginal, loc, scale, zTitle = "z", reach = 4 } = options;
  checkFinite("yourQ", [logMarginal, ...grid.flatMap(({ z, logJoint }) => [z, logJoint])]);
  const step = checkGrid(grid, loc, scale);
  const shown = options.shown ?? [grid[0].z, grid[grid.length - 1].z];
  const peak = Math.exp(Math.max(...grid.map(({ logJoint }) => logJoint)) - logMarginal);
  const logQ = `(-0.5 * pow((datum.z - loc) / scale, 2) - log(scale) - ${0.5 * Math.log(2 * Math.PI)})`;
  const x = { field: "z", type: "quantitative", title: zTitle, scale: { domain: shown, nice: false } };
  const y = (field: string) => ({
    field,
    type: "quantitative",
    title: "density",
    scale: { domain: [0, 1.8 * peak], nice: false },
  });
  const named = [
    { name: "true posterior p(z|x)", role: "posterior", field: "posterior" },
    { name: "your q(z)", role: "candidate", field: "q" },
  ] as const;
  return chartSpec(
    options,
    {
      params: [knobParam("loc", "mean μ of q", loc), knobParam("scale", "scale σ of q", scale)],
      data: { values: grid },
      transform: [{ calculate: logQ, as: "logQ" }],
      vconcat: [
        {
          width: DEFAULT_WIDTH,
          height: 230,
          transform: [
            { filter: `datum.z >= ${shown[0]} && datum.z <= ${shown[1]}` },
            { calculate: `exp(datum.logJoint - ${logMarginal})`, as: "posterior" },
            { calculate: "exp(datum.logQ)", as: "q" },
          ],
          layer: [
            { mark: { type: "area", color: PALETTE.posterior, opacity: 0.18 }, encoding: { x, y: y("posterior") } },
            ...named.map(({ name, field }) => ({
              mark: { type: "line", clip: true },
              encoding: { x, y: y(field), ...oneSeries(lines(named), name) },
            })),
          ],
        },
        gapStrip({ logQ: "datum.logQ", step, logMarginal, reach }),
      ],
      spacing: 22,
    },
    named.map(({ name }) => name),
  );
}

function checkGrid(grid: readonly { readonly z: number }[], loc: Knob, scale: Knob): number {
  const step = grid.length < 2 ? Number.NaN : (grid[grid.length - 1].z - grid[0].z) / (grid.length - 1);
  const even = grid.every(({ z }, i) => Math.abs(z - (grid[0].z + i * step)) < 1e-6 * step);
  if (!even) throw new Error("yourQ needs a grid that is evenly spaced, from low to high");
  const [low, high] = [loc.min - 5 * scale.max, loc.max + 5 * scale.max];
  if (grid[0].z > low || grid[grid.length - 1].z < high)
    throw new Error(
      `yourQ needs a grid from ${low} to ${high}, got one from ${grid[0].z} to ${grid[grid.length - 1].z}`,
    );
  if (step > scale.min / 2) throw new Error(`yourQ needs grid points at most ${scale.min / 2} apart, got ${step}`);
  return step;
}
