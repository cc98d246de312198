import { checkFinite } from "./check-finite";
import { type Role, styleOf } from "./roles";
import { type ChartSpec, type ChartWords, chartSpec } from "./spec";
import { PALETTE } from "./theme";

/** A bound with a name, and its standard error where it is an estimate. */
export interface Rung {
  readonly name: string;
  readonly bound: number;
  readonly standardError?: number;
  /** Colour and shape of the mark: "bound" unless said. */
  readonly role?: Role;
}

const ROW = 50;

/**
 * Bounds of several q's below one another, each as a mark, and the gap from it to log p(x), the black line, as a grey bar
 * with its nats. An estimate has a dashed line of two standard errors each way.
 */
export function boundLadder(
  rungs: readonly Rung[],
  options: ChartWords & {
    readonly logLikelihood: number;
    readonly domain?: readonly [number, number];
    readonly xTitle?: string;
  },
): ChartSpec {
  const { logLikelihood, xTitle = "nats" } = options;
  if (rungs.length === 0) throw new Error("boundLadder needs at least one rung, got none");
  for (const { name, bound, standardError = 0 } of rungs) checkFinite(`boundLadder, ${name}`, [bound, standardError]);
  checkFinite("boundLadder", [logLikelihood]);
  const lowest = Math.min(...rungs.map(({ bound, standardError = 0 }) => bound - 2 * standardError));
  const spread = logLikelihood - lowest;
  const domain = options.domain ?? [lowest - 0.28 * spread, logLikelihood + 0.1 * spread];
  const x = (field: string) => ({
    field,
    type: "quantitative",
    title: xTitle,
    scale: { domain, nice: false, zero: false },
  });
  const names = rungs.map(({ name }) => name);
  // the names stand above the bars: beside them they would leave no room on a phone
  const y = { field: "name", type: "nominal", sort: names, scale: { domain: names }, axis: null };
  const values = rungs.map(({ name, bound, standardError, role = "bound" }) => ({
    name,
    bound,
    truth: logLikelihood,
    label: `gap ${(logLikelihood - bound).toFixed(3)}`,
    low: bound - 2 * (standardError ?? 0),
    high: bound + 2 * (standardError ?? 0),
    color: styleOf(role).color,
    shape: styleOf(role).shape,
  }));
  return chartSpec(options, {
    height: ROW * rungs.length,
    data: { values },
    layer: [
      {
        mark: { type: "bar", size: 12, color: PALETTE.gap, opacity: 0.45, clip: true },
        encoding: { y, x: x("bound"), x2: { field: "truth" } },
      },
      {
        mark: { type: "rule", color: PALETTE.exact, strokeWidth: 2.5 },
        encoding: { x: { ...x("truth"), aggregate: "max" } },
      },
      {
        data: { values: [{ truth: logLikelihood, label: `log p(x) = ${signed(logLikelihood)}` }] },
        mark: { type: "text", align: "right", baseline: "bottom", dx: 4, dy: -5, color: PALETTE.exact },
        encoding: { x: x("truth"), y: { value: 0 }, text: { field: "label" } },
      },
      ...(rungs.some(({ standardError }) => standardError !== undefined)
        ? [
            {
              mark: { type: "rule", strokeDash: [3, 2], strokeWidth: 2, clip: true },
              encoding: { y, x: x("low"), x2: { field: "high" }, color: byRow("color") },
            },
          ]
        : []),
      {
        mark: { type: "point", filled: true, size: 110, opacity: 1, clip: true },
        encoding: { y, x: x("bound"), color: byRow("color"), shape: byRow("shape") },
      },
      {
        mark: { type: "text", align: "left", baseline: "bottom", dx: 4, dy: -9, color: PALETTE.ink },
        encoding: { y, x: { value: 0 }, text: { field: "name" } },
      },
      {
        mark: { type: "text", align: "right", dx: -12, color: PALETTE.ink },
        encoding: { y, x: x("low"), text: { field: "label" } },
      },
    ],
  });
}

/** Colour and shape stand in the row itself: no legend says again what the name at the left says. */
const byRow = (field: string) => ({ field, type: "nominal", scale: null });

const signed = (value: number) => value.toFixed(4).replace("-", "−");
