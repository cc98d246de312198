import { expect, test } from "vitest";
import { slidingSamples } from "../../src/charts/sliding-samples";
import { texts } from "./drawn";
import { EXAMPLES, logNormal, words } from "./examples";

const noise = [-1, 0, 2];
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test.each([1, 1.75, -2, 4])("at μ = %s both estimates are those of their formulas", (mu) => {
  const sliding = mean(noise.map((epsilon) => (mu + 0.5 * epsilon) ** 2));
  const stayed = noise.map((epsilon) => 1 + 0.5 * epsilon);
  const weighted = mean(stayed.map((z) => Math.exp(logNormal(z, mu, 0.5) - logNormal(z, 1, 0.5)) * z * z));
  const exact = (mu * mu + 0.25).toFixed(3);
  expect(texts(EXAMPLES.slidingSamples, { mu })).toEqual([
    `sliding: mean of z² ${sliding.toFixed(3)}, exact ${exact}`,
    `re-weighted: mean of z² ${weighted.toFixed(3)}, exact ${exact}`,
  ]);
});

test("where the draws were made the two are one", () => {
  const [a, b] = texts(EXAMPLES.slidingSamples, { mu: 1 });
  expect(a.replace("sliding", "")).toBe(b.replace("re-weighted", ""));
});

test("no draws are refused", () => {
  const options = { ...words, loc: { min: 0, max: 1, start: 0 }, drawnAt: 0, scale: 1 };
  expect(() => slidingSamples([], options)).toThrow("slidingSamples needs at least one draw, got none");
});
