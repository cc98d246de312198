import { elboBars, type Nats, type Quantities } from "./elbo-bars";
import { type ChartSpec, type ChartWords, chartSpec, DASHED, DEFAULT_WIDTH, SOLID } from "./spec";
import { PALETTE } from "./theme";

/** Nats that are left under the lowest bar, for its number. */
const ROOM = 0.4;

/**
 * For a binary latent: the two terms of the ELBO as bars that end at the bound, the gap that is left under log p(x), with
 * `withKl` beside it the KL from q to the posterior, and below them the same quantities as curves over q(z = 1).
 * One slider moves q in both. `logJoint` is [log p(x, z = 0), log p(x, z = 1)].
 */
export function elboTerms(
  logJoint: readonly [number, number],
  options: ChartWords & { readonly start: number; readonly withKl?: boolean },
): ChartSpec {
  const [joint0, joint1] = logJoint;
  const marginal = Math.exp(joint0) + Math.exp(joint1);
  const [posterior0, posterior1] = [Math.exp(joint0) / marginal, Math.exp(joint1) / marginal];
  const quantities: Quantities = (q) => [
    { calculate: `(1 - ${q}) * ${joint0} + ${q} * ${joint1}`, as: "expected" },
    { calculate: `-(${q} > 0 ? ${q} * log(${q}) : 0) - (${q} < 1 ? (1 - ${q}) * log(1 - ${q}) : 0)`, as: "entropy" },
    { calculate: "datum.expected + datum.entropy", as: "elbo" },
    { calculate: `log(${marginal})`, as: "truth" },
    {
      calculate: `(${q} > 0 ? ${q} * log(${q} / ${posterior1}) : 0) + (${q} < 1 ? (1 - ${q}) * log((1 - ${q}) / ${posterior0}) : 0)`,
      as: "kl",
    },
    { calculate: "datum.elbo + datum.kl", as: "filled" },
  ];
  const lowest = Math.min(joint0, joint1);
  const domain = [Math.floor((lowest - ROOM) * 4) / 4, Math.LN2 + 0.1];
  const nats: Nats = (field) => ({ field, type: "quantitative", title: "nats", scale: { domain, nice: false } });
  return chartSpec(options, {
    params: [
      { name: "q", value: options.start, bind: { input: "range", min: 0, max: 1, step: 0.01, name: "q(z = 1) " } },
    ],
    vconcat: [elboBars(quantities, nats, options.withKl ?? false), curves(quantities, nats, domain)],
    spacing: 26,
  });
}

/** log p(x), the bound and the entropy over q(z = 1), with a mark where the slider stands. */
function curves(quantities: Quantities, nats: Nats, domain: readonly number[]) {
  const series = [
    { field: "truth", name: "log p(x)", color: PALETTE.exact, dash: SOLID },
    { field: "elbo", name: "ELBO", color: PALETTE.bound, dash: DASHED, dy: 14 },
    {
      field: "entropy",
      name: "entropy H(q)",
      color: PALETTE.secondComponent,
      dash: [2, 2],
      dy: { expr: "q < 0.12 || q > 0.88 ? 14 : -10" }, // the curve is steep at its ends
    },
  ];
  const x = { field: "at", type: "quantitative", title: "q(z = 1)", scale: { domain: [0, 1] } };
  return {
    width: DEFAULT_WIDTH,
    height: 220,
    layer: [
      {
        data: { sequence: { start: 0, stop: 1.0001, step: 0.005, as: "at" } },
        transform: quantities("datum.at"),
        layer: [
          {
            mark: { type: "area", color: PALETTE.gap, opacity: 0.3 },
            encoding: { x, y: nats("elbo"), y2: { field: "truth" } },
          },
          ...series.map(({ field, color, dash }) => ({
            mark: { type: "line", color, strokeDash: dash },
            encoding: { x, y: nats(field) },
          })),
        ],
      },
      {
        data: { values: [{}] },
        transform: [{ calculate: "q", as: "at" }, ...quantities("q"), { calculate: `${domain[0]}`, as: "floor" }],
        layer: [
          { mark: { type: "rule", color: PALETTE.line }, encoding: { x } },
          ...series.flatMap(({ field, name, color, dy }) => [
            { mark: { type: "point", filled: true, size: 60, color, opacity: 1 }, encoding: { x, y: nats(field) } },
            {
              transform: [{ calculate: `'${name} ' + format(datum.${field}, '.3f')`, as: "label" }],
              mark: {
                type: "text",
                align: { expr: "q > 0.6 ? 'right' : 'left'" },
                dx: { expr: "q > 0.6 ? -8 : 8" },
                dy: dy ?? -10,
                color,
                fontSize: 13,
              },
              encoding: { x, y: nats(field), text: { field: "label" } },
            },
          ]),
        ],
      },
    ],
  };
}
