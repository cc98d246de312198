import { type Knob, knobParam } from "./knob";
import { type ChartSpec, type ChartWords, chartSpec, DASHED, DEFAULT_WIDTH, SOLID } from "./spec";
import { PALETTE } from "./theme";

/**
 * Two ways to follow E_q z² as the mean of q = N(μ, σ²) moves away from the place where noise was drawn. Above, z = μ + σε:
 * the draws slide along with q. Below, the draws stay and are weighted by the ratio of the densities, shown as the area of
 * a mark. Both estimates stand beside the exact μ² + σ².
 */
export function slidingSamples(
  noise: readonly number[],
  options: ChartWords & { readonly loc: Knob; readonly drawnAt: number; readonly scale: number },
): ChartSpec {
  const { loc, drawnAt, scale } = options;
  if (noise.length === 0) throw new Error("slidingSamples needs at least one draw, got none");
  const reach = 3.2 * scale;
  const domain = [Math.min(loc.min, drawnAt) - reach, Math.max(loc.max, drawnAt) + reach];
  const x = (field: string) => ({ field, type: "quantitative", title: "z", scale: { domain, nice: false } });
  const peak = 1 / (scale * Math.sqrt(2 * Math.PI));
  const density = {
    field: "density",
    type: "quantitative",
    title: "density of q",
    scale: { domain: [-0.35 * peak, 1.12 * peak], nice: false },
    axis: { values: [0, 0.5 * peak, peak], format: ".2f" },
  };
  const curve = (mean: string, dash: readonly number[], color: string) => ({
    data: { sequence: { start: domain[0], stop: domain[1], step: (domain[1] - domain[0]) / 200, as: "z" } },
    transform: [{ calculate: `densityNormal(datum.z, ${mean}, ${scale})`, as: "density" }],
    mark: { type: "line", color, strokeDash: dash },
    encoding: { x: x("z"), y: density },
  });
  const ratio = `densityNormal(datum.stay, mu, ${scale}) / densityNormal(datum.stay, ${drawnAt}, ${scale})`;
  const panel = (at: "slide" | "stay", weight: string, name: string) => ({
    width: DEFAULT_WIDTH,
    height: 170,
    layer: [
      curve(`${drawnAt}`, SOLID, PALETTE.data),
      curve("mu", DASHED, PALETTE.candidate),
      {
        data: { values: noise.map((epsilon) => ({ epsilon, stay: drawnAt + scale * epsilon, foot: -0.17 * peak })) },
        transform: [
          { calculate: `mu + ${scale} * datum.epsilon`, as: "slide" },
          { calculate: weight, as: "weight" },
        ],
        layer: [
          {
            mark: { type: "point", filled: true, opacity: 0.6, color: PALETTE.data },
            encoding: {
              x: x(at),
              y: { ...density, field: "foot" },
              size: { field: "weight", type: "quantitative", scale: { domain: [0, 4], range: [0, 400] }, legend: null },
            },
          },
          {
            transform: [
              { calculate: `datum.weight * datum.${at} * datum.${at}`, as: "term" },
              { aggregate: [{ op: "mean", field: "term", as: "estimate" }] },
              {
                calculate: `'${name}: mean of z² ' + format(datum.estimate, '.3f') + ', exact ' + format(mu * mu + ${scale * scale}, '.3f')`,
                as: "label",
              },
            ],
            mark: { type: "text", align: "left", baseline: "bottom", color: PALETTE.ink },
            encoding: { x: { value: 0 }, y: { value: -6 }, text: { field: "label" } },
          },
        ],
      },
    ],
  });
  return chartSpec(options, {
    params: [knobParam("mu", "mean μ of q", loc)],
    vconcat: [panel("slide", "1", "sliding"), panel("stay", ratio, "re-weighted")],
    spacing: 34,
  });
}
