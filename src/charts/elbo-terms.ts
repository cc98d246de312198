import { type ChartSpec, type ChartWords, chartSpec, DASHED, DEFAULT_WIDTH, SOLID } from "./spec";
import { PALETTE } from "./theme";

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
  /** The quantities at q, as columns. */
  const quantities = (q: string) => [
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
  const domain = [Math.floor(lowest * 4) / 4, Math.LN2 + 0.1];
  const nats = (field: string) => ({ field, type: "quantitative", title: "nats", scale: { domain, nice: false } });
  return chartSpec(options, {
    params: [
      { name: "q", value: options.start, bind: { input: "range", min: 0, max: 1, step: 0.01, name: "q(z = 1) " } },
    ],
    vconcat: [bars(quantities, nats, options.withKl ?? false), curves(quantities, nats, domain)],
    spacing: 26,
  });
}

type Quantities = (q: string) => readonly Record<string, unknown>[];
type Nats = (field: string) => Record<string, unknown>;

/** From 0 down to E_q log p(x, z), up by H(q) to the bound, up by the gap, or by the KL, to log p(x). */
function bars(quantities: Quantities, nats: Nats, withKl: boolean) {
  const kinds = [
    { name: "E log\np(x, z)", from: "zero", to: "expected", value: "datum.expected", color: PALETTE.firstComponent },
    { name: "entropy\nH(q)", from: "expected", to: "elbo", value: "datum.entropy", color: PALETTE.secondComponent },
    { name: "ELBO,\ntheir sum", from: "zero", to: "elbo", value: "datum.elbo", color: PALETTE.bound },
    { name: "gap to\nlog p(x)", from: "elbo", to: "truth", value: "datum.truth - datum.elbo", color: PALETTE.gap },
    ...(withKl
      ? [{ name: "KL to\np(z|x)", from: "elbo", to: "filled", value: "datum.kl", color: PALETTE.posterior }]
      : []),
  ];
  const x = {
    field: "name",
    type: "nominal",
    sort: kinds.map(({ name }) => name),
    title: null,
    axis: {
      labelAngle: 0,
      labelExpr: "split(datum.label, '\\n')",
      labelFontSize: 13,
      domain: false,
      ticks: false,
    },
    scale: { paddingInner: 0.5, paddingOuter: 0.3 },
  };
  return {
    width: DEFAULT_WIDTH,
    height: 240,
    layer: [
      ...kinds.map(({ name, from, to, value, color }) => ({
        data: { values: [{ name, zero: 0 }] },
        transform: [...quantities("q"), { calculate: `format(${value}, '.4f')`, as: "label" }],
        layer: [
          { mark: { type: "bar", color }, encoding: { x, y: nats(from), y2: { field: to } } },
          {
            mark: { type: "text", dy: 5, baseline: "top", fontSize: 13 },
            transform: [{ calculate: `min(datum.${from}, datum.${to})`, as: "foot" }],
            encoding: { x, y: nats("foot"), text: { field: "label" } },
          },
        ],
      })),
      {
        data: { values: [{}] },
        transform: [
          ...quantities("q"),
          { calculate: "'black line: log p(x) = ' + format(datum.truth, '.4f')", as: "label" },
        ],
        layer: [
          { mark: { type: "rule", color: PALETTE.exact, strokeWidth: 2 }, encoding: { y: nats("truth") } },
          {
            mark: { type: "text", align: "right", baseline: "top", color: PALETTE.exact, fontSize: 13 },
            encoding: { x: { value: "width" }, y: { value: 6 }, text: { field: "label" } },
          },
        ],
      },
    ],
  };
}

/** log p(x), the bound and the entropy over q(z = 1), with a mark where the slider stands. */
function curves(quantities: Quantities, nats: Nats, domain: readonly number[]) {
  const series = [
    { field: "truth", name: "log p(x)", color: PALETTE.exact, dash: SOLID },
    { field: "elbo", name: "ELBO", color: PALETTE.bound, dash: DASHED },
    { field: "entropy", name: "entropy H(q)", color: PALETTE.secondComponent, dash: [2, 2] },
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
          ...series.flatMap(({ field, name, color }) => [
            { mark: { type: "point", filled: true, size: 60, color, opacity: 1 }, encoding: { x, y: nats(field) } },
            {
              transform: [{ calculate: `'${name} ' + format(datum.${field}, '.3f')`, as: "label" }],
              mark: {
                type: "text",
                align: { expr: "q > 0.6 ? 'right' : 'left'" },
                dx: { expr: "q > 0.6 ? -8 : 8" },
                dy: field === "elbo" ? 14 : -10,
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
