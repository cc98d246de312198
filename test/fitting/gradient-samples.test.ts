import { describe, expect, test } from "vitest";
import { type Bound, elbo } from "../../src/bounds/elbo";
import { scoreFunction } from "../../src/bounds/score-function";
import { stickTheLanding } from "../../src/bounds/stick-the-landing";
import { independent } from "../../src/distributions/independent";
import { normal } from "../../src/distributions/normal";
import { gradientSamples } from "../../src/fitting/gradient-samples";
import { linearGaussian } from "../../src/models/linear-gaussian";
import { stopGradient } from "../../src/tensors/math";
import { meanWithError } from "../../src/tensors/numbers";
import { keyFromSeed } from "../../src/tensors/random";
import * as tf from "../../src/tensors/tf";

const NUM_DRAWS = 20_000;
const key = keyFromSeed(1);

/** A variance is a mean of squares: within 4 of its own standard errors. */
function expectVariance(draws: readonly number[], mean: number, expected: number) {
  const squares = meanWithError(draws.map((g) => (g - mean) ** 2));
  expect(Math.abs(squares.mean - expected)).toBeLessThan(4 * squares.standardError);
}

describe.each([
  [1, 1],
  [2, 1],
  [5, 1],
])("the gradient of E z² with respect to μ, z ~ N(μ, σ²), at μ = %d, σ = %d", (mu, sigma) => {
  const pathwise = ({ loc }: { loc: tf.Tensor }, k: typeof key) =>
    normal(loc.squeeze([1]), sigma)
      .sample(k, 1)
      .squeeze([0])
      .square();
  const scored = ({ loc }: { loc: tf.Tensor }, k: typeof key) => {
    const q = normal(loc.squeeze([1]), sigma);
    const z = stopGradient(q.sample(k, 1).squeeze([0]));
    return stopGradient(z.square()).mul(q.logProb(z));
  };

  test.each([
    ["the pathwise", pathwise, 4 * sigma ** 2],
    ["the score-function", scored, mu ** 4 / sigma ** 2 + 14 * mu ** 2 + 15 * sigma ** 2],
  ])(
    "%s estimate has mean 2μ and the variance of its closed form, within 4 standard errors",
    (_, maximize, variance) => {
      const { loc } = gradientSamples({ maximize, at: { loc: [mu] }, numDraws: NUM_DRAWS, key });
      expect(Math.abs(loc[0].mean - 2 * mu)).toBeLessThan(4 * loc[0].standardError);
      expectVariance(loc[0].draws, 2 * mu, variance);
      expect(loc[0].snr).toBeCloseTo(Math.abs(loc[0].mean) / Math.sqrt(loc[0].variance), 12);
    },
  );
});

test("of a bound there is an estimate for every copy of the datapoint, and at the posterior the path's have no variance", () => {
  const model = linearGaussian({ weights: [[1.5]], bias: [0], scale: 0.8 });
  const posterior = model.posterior([1.2]);
  const samples = (bound: Bound) =>
    gradientSamples({
      maximize: ({ loc, logScale }, k) =>
        bound(model, independent(normal(loc, logScale.exp())), tf.fill([500, 1], 1.2), { key: k, numSamples: 2 }),
      at: { loc: posterior.mean, logScale: [Math.log(posterior.covariance[0][0]) / 2] },
      numDraws: 500,
      key,
    });
  expect(samples(stickTheLanding).loc[0].variance).toBeLessThan(1e-9);
  expect(samples(elbo).loc[0].variance).toBeGreaterThan(0.1);
  expect(samples(scoreFunction()).logScale[0].draws).toHaveLength(500);
});

test("leaves no tensor behind", () => {
  const before = tf.memory().numTensors;
  gradientSamples({ maximize: ({ a }) => a.square().sum(-1), at: { a: [1, 2] }, numDraws: 3, key });
  expect(tf.memory().numTensors).toBe(before);
});

test.each([
  ["a whole number of draws of at least 2, got 1", { at: { a: [1] }, numDraws: 1 }],
  ["finite numbers to differentiate at, got a", { at: { a: [Number.NaN] }, numDraws: 2 }],
  ["a bound for each of 2 copies, got shape [2,1]", { at: { a: [1] }, numDraws: 2 }],
])("gradientSamples needs %s", (message, options) => {
  expect(() => gradientSamples({ maximize: ({ a }) => a, key, ...options })).toThrow(
    `gradientSamples needs ${message}`,
  );
});
