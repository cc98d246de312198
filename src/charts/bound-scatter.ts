import { type ChartSpec, type ChartWords, chartSpec } from "./spec";
import { PALETTE } from "./theme";

/** One point for each pair of a model and a q: the exact log p(x) across, the bound up, and the diagonal that no point may cross. */
export function boundScatter(
  rows: readonly { readonly bound: number; readonly logLikelihood: number }[],
  options: ChartWords & { readonly domain: readonly [number, number] },
): ChartSpec {
  const scale = { domain: options.domain, nice: false };
  const x = { field: "logLikelihood", type: "quantitative", title: "exact log p(x), nats", scale };
  const y = { field: "bound", type: "quantitative", title: "ELBO, nats", scale };
  const [low, high] = options.domain;
  return chartSpec(options, {
    width: 420,
    height: 420,
    layer: [
      {
        data: {
          values: rows.map(({ bound, logLikelihood }) => ({
            bound: brief(bound),
            logLikelihood: brief(logLikelihood),
          })),
        },
        mark: { type: "circle", clip: true, color: PALETTE.bound, opacity: 0.25, size: 9 },
        encoding: { x, y },
      },
      {
        data: { values: [low, high].map((value) => ({ logLikelihood: value, bound: value })) },
        mark: { type: "line", color: PALETTE.exact, strokeWidth: 2 },
        encoding: { x, y },
      },
      {
        data: { values: [{ logLikelihood: (low + high) / 2, bound: (low + high) / 2 }] },
        mark: { type: "text", angle: 315, align: "center", dy: -12, color: PALETTE.exact, text: "ELBO = log p(x)" },
        encoding: { x, y },
      },
    ],
  });
}

/** Rounding keeps the order of two numbers, and so no point crosses the diagonal by it. */
const brief = (nats: number): number => Number(nats.toPrecision(5));
