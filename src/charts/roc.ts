import { curves } from "./curves";
import type { Named } from "./roles";
import type { ChartSpec, ChartWords } from "./spec";

/** Scores of a detector, higher for what looks more regular, as log p(x) or a bound on it. */
export interface Detector extends Named {
  readonly regular: readonly number[];
  readonly anomalous: readonly number[];
}

/**
 * The probability that a regular datapoint scores above an anomalous one, ties counted half: the area under the ROC curve.
 * @throws where one of the two is empty, or a score is NaN.
 */
export function auroc({ regular, anomalous }: Pick<Detector, "regular" | "anomalous">): number {
  checkScores(regular, anomalous);
  let wins = 0;
  for (const r of regular) for (const a of anomalous) wins += r > a ? 1 : r === a ? 0.5 : 0;
  return wins / (regular.length * anomalous.length);
}

/** For every threshold, the share of anomalies below it over the share of regular datapoints below it; the area stands in the legend. */
export function rocChart(detectors: readonly Detector[], words: ChartWords): ChartSpec {
  const named = detectors.map((detector) => ({
    ...detector,
    name: `${detector.name}, area ${auroc(detector).toFixed(3)}`,
  }));
  return curves(
    [
      ...[0, 1].map((share) => ({ series: CHANCE, x: share, y: share })),
      ...named.flatMap(({ name, regular, anomalous }) =>
        rocPoints(regular, anomalous).map((p) => ({ ...p, series: name })),
      ),
    ],
    {
      ...words,
      x: { title: "share of regular datapoints called anomalous", domain: [0, 1] },
      y: { title: "share of anomalies found", domain: [0, 1] },
      series: [{ name: CHANCE, role: "data" }, ...named],
      width: 400,
      height: 400,
    },
  );
}

const CHANCE = "chance, area 0.5";

function rocPoints(regular: readonly number[], anomalous: readonly number[]): { x: number; y: number }[] {
  const thresholds = [...new Set([...regular, ...anomalous])].sort((a, b) => a - b);
  const share = (scores: readonly number[]) => {
    const sorted = [...scores].sort((a, b) => a - b);
    let below = 0;
    return (threshold: number) => {
      while (below < sorted.length && sorted[below] <= threshold) below++;
      return below / sorted.length;
    };
  };
  const [x, y] = [share(regular), share(anomalous)];
  return [{ x: 0, y: 0 }, ...thresholds.map((threshold) => ({ x: x(threshold), y: y(threshold) }))];
}

function checkScores(...groups: readonly (readonly number[])[]): void {
  if (groups.some((scores) => scores.length === 0 || scores.some(Number.isNaN)))
    throw new Error("auroc needs at least one score of each kind, and no NaN");
}
