import type { Place } from "./annotations";
import { curves } from "./curves";
import type { ChartSpec, ChartWords } from "./spec";

/** The bound and the truth at one place: at a parameter, or after a step of fitting. */
export interface BoundRow {
  readonly x: number;
  readonly bound: number;
  readonly logLikelihood: number;
}

/**
 * The bound (red, dashed) under the exact log-likelihood (black, solid), with the gap between them shaded.
 * They share one axis because they share one unit and one sign: nats, to be maximised.
 */
export function boundVsLogLikelihood(
  rows: readonly BoundRow[],
  options: ChartWords & {
    readonly xTitle: string;
    /** The lowest and the highest nats that the axis shows. */
    readonly domain?: readonly [number, number];
    /** Whether every row has a mark of its own. */
    readonly points?: boolean;
    /** A place on the axis that has a name, as where q was made. */
    readonly mark?: Place;
  },
): ChartSpec {
  const { xTitle, domain, points = false, mark, ...words } = options;
  const draw = points ? "line and points" : "line";
  return curves(
    rows.flatMap(({ x, bound, logLikelihood }) => [
      { series: EXACT, x, y: logLikelihood },
      { series: BOUND, x, y: bound },
    ]),
    {
      ...words,
      x: { title: xTitle },
      y: { title: "nats", domain },
      series: [
        { name: EXACT, role: "exact", draw },
        { name: BOUND, role: "bound", draw },
      ],
      gaps: [{ bound: BOUND, truth: EXACT }],
      places: mark ? [mark] : [],
    },
  );
}

const EXACT = "exact log-likelihood";
const BOUND = "bound";
