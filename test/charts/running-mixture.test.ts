import { expect, test } from "vitest";
import { runningMixture } from "../../src/charts/running-mixture";
import { drawn } from "./drawn";
import { EXAMPLES, logNormal, words } from "./examples";

const components = [
  [-1, 0.5],
  [1, 1],
  [0, 0.5],
];

test.each([1, 2, 3])("with K = %s the dashed line is the mean of the K densities, as a sum of shares", (n) => {
  const marks = drawn(EXAMPLES.runningMixture, { n }).filter(({ type }) => type === "line");
  expect(new Set(marks.flatMap(({ datum }) => datum?.place ?? [])).size).toBe(n);
  const mean = marks.filter(({ datum }) => datum?.series === "sum of K shares");
  expect(mean.length).toBeGreaterThan(150);
  for (const { datum } of mean) {
    const x = datum?.x as number;
    const sum = components.slice(0, n).reduce((total, [m, s]) => total + Math.exp(logNormal(x, m, s)), 0);
    expect(datum?.density).toBeCloseTo(sum / n, 12);
  }
});

test("a single z is no mixture", () => {
  const attempt = () => runningMixture({ components: [], marginal: [], xTitle: "x" }, words);
  expect(attempt).toThrow("runningMixture needs at least two z's, got 0");
});
