import { DEFAULT_WIDTH } from "./spec";
import { PALETTE } from "./theme";

/** The quantities at q, as columns; `q` is an expression. */
export type Quantities = (q: string) => readonly Record<string, unknown>[];
/** An axis in nats for a column. */
export type Nats = (field: string) => Record<string, unknown>;

/** From 0 down to E_q log p(x, z), up by H(q) to the bound, up by the gap, or by the KL, to log p(x). */
export function elboBars(quantities: Quantities, nats: Nats, withKl: boolean) {
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
        transform: [...quantities("q"), { calculate: "'line: log p(x) = ' + format(datum.truth, '.4f')", as: "label" }],
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
