import { type ChartSpec, type ChartWords, chartSpec, DASHED, seriesEncoding } from "./spec";
import { PALETTE } from "./theme";

/** The bound and the truth at one place: at a parameter, or after a step of fitting. */
export interface BoundRow {
  readonly x: number;
  readonly bound: number;
  readonly logLikelihood: number;
}

/** The lowest and the highest nats that the axis shows. */
type Domain = readonly [number, number];

/**
 * The bound (red, dashed) under the exact log-likelihood (black, solid), with the gap between them shaded.
 * They share one axis because they share one unit and one sign: nats, to be maximised.
 */
export function boundVsLogLikelihood(
  rows: readonly BoundRow[],
  options: ChartWords & {
    readonly xTitle: string;
    readonly domain?: Domain;
    /** Whether every row has a mark of its own. */
    readonly points?: boolean;
    /** A place on the axis that has a name, as where q was made. */
    readonly mark?: { readonly x: number; readonly label: string };
  },
): ChartSpec {
  const { xTitle, domain, points = false, mark } = options;
  const x = { field: "x", type: "quantitative", title: xTitle };
  const scale = { zero: false, ...(domain && { domain }) };
  const y = (field: string) => ({ field, type: "quantitative", title: "nats", scale });
  const line = { type: "line", clip: true };
  const marks = { type: "point", clip: true, filled: true, size: 45, opacity: 1 };
  const encoding = seriesEncoding([
    { name: EXACT, color: PALETTE.exact },
    { name: BOUND, color: PALETTE.bound, dash: DASHED },
  ]);
  const tooltip = [
    { field: "x", type: "quantitative", title: xTitle, format: ".4~f" },
    { field: "series", type: "nominal", title: "quantity" },
    { field: "nats", type: "quantitative", format: ".4f" },
  ];
  return chartSpec(options, {
    data: { values: rows },
    layer: [
      {
        mark: { type: "area", clip: true, color: PALETTE.gap, opacity: 0.3 },
        encoding: { x, y: y("bound"), y2: { field: "logLikelihood" } },
      },
      {
        transform: [
          { fold: ["logLikelihood", "bound"], as: ["quantity", "nats"] },
          { calculate: `datum.quantity === 'bound' ? '${BOUND}' : '${EXACT}'`, as: "series" },
        ],
        layer: [
          { mark: line, encoding: { x, y: y("nats"), ...encoding, tooltip } },
          ...(points ? [{ mark: marks, encoding: { x, y: y("nats"), ...encoding, tooltip } }] : []),
        ],
      },
      ...(mark ? [namedPlace(mark, x)] : []),
    ],
  });
}

/** A thin line across the chart, with its name at the foot. */
function namedPlace(mark: { readonly x: number; readonly label: string }, x: object) {
  return {
    data: { values: [mark] },
    encoding: { x },
    layer: [
      { mark: { type: "rule", color: PALETTE.softInk, strokeDash: [2, 3] } },
      {
        mark: { type: "text", align: "left", baseline: "bottom", dx: 6, dy: -6, color: PALETTE.softInk },
        encoding: { y: { value: "height" }, text: { field: "label" } },
      },
    ],
  };
}

const EXACT = "exact log-likelihood";
const BOUND = "bound";
