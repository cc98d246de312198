import { describe, expect, test } from "vitest";
import { doublyReparameterized } from "../../src/bounds/doubly-reparameterized";
import { type Bound, elbo } from "../../src/bounds/elbo";
import { elboClosedFormKl } from "../../src/bounds/elbo-closed-form-kl";
import { iwaeBound } from "../../src/bounds/iwae";
import { scoreFunction } from "../../src/bounds/score-function";
import { stickTheLanding } from "../../src/bounds/stick-the-landing";
import { categorical } from "../../src/distributions/categorical";
import { independent } from "../../src/distributions/independent";
import { normal } from "../../src/distributions/normal";
import { discreteModel } from "../../src/models/discrete-model";
import { linearGaussian } from "../../src/models/linear-gaussian";
import { meanWithError, toNumbers } from "../../src/tensors/numbers";
import { keyFromSeed } from "../../src/tensors/random";
import * as tf from "../../src/tensors/tf";

const params = { weights: [[1.5]], bias: [0], scale: 0.8 };
const model = linearGaussian(params);
const [x, w, noise] = [1.2, 1.5, 0.64];
const NUM_DRAWS = 6000;
const data = Array.from({ length: NUM_DRAWS }, () => [x]);

/** NUM_DRAWS independent estimates of the gradient with respect to μ and log σ of q, one datapoint of a batch each. */
function gradientDraws(bound: Bound, numSamples: number, [mu, logSigma]: readonly [number, number], seed: number) {
  return tf.tidy(() => {
    const total = (m: tf.Tensor, l: tf.Tensor) =>
      bound(model, independent(normal(m, l.exp())), data, { key: keyFromSeed(seed), numSamples }).sum();
    const gradients = tf.grads(total)([tf.fill([NUM_DRAWS, 1], mu), tf.fill([NUM_DRAWS, 1], logSigma)]);
    return gradients.map((g) => Array.from(g.dataSync()));
  });
}

/** ∇ELBO in closed form: −μ + w(x − wμ)/σ² and 1 − s²(1 + w²/σ²). */
function exactGradient([mu, logSigma]: readonly [number, number]): [number, number] {
  const variance = Math.exp(2 * logSigma);
  return [-mu + (w * (x - w * mu)) / noise, 1 - variance * (1 + (w * w) / noise)];
}

const AWAY = [0.3, -0.5] as const;
const POSTERIOR_MEAN = (w * x) / noise / (1 + (w * w) / noise);
const AT_POSTERIOR = [POSTERIOR_MEAN, -0.5 * Math.log(1 + (w * w) / noise)] as const;

const UNBIASED: readonly [string, Bound, number][] = [
  ["elbo", elbo, 1],
  ["elbo of four samples", elbo, 4],
  ["elboClosedFormKl", elboClosedFormKl, 1],
  ["stickTheLanding", stickTheLanding, 1],
  ["scoreFunction", scoreFunction(), 1],
  ["scoreFunction with a number as its baseline", scoreFunction({ baseline: -2 }), 1],
  ["scoreFunction with the mean of the other draws", scoreFunction({ baseline: "leave-one-out" }), 4],
  ["iwaeBound of one sample", iwaeBound, 1],
  ["doublyReparameterized of one sample", doublyReparameterized, 1],
];

describe.each(UNBIASED)("the gradient of %s", (_, bound, numSamples) => {
  test.each([
    ["away from the posterior", AWAY],
    ["at the posterior", AT_POSTERIOR],
  ] as const)("is the closed form on average, within 4 standard errors: %s", (_, at) => {
    const exact = exactGradient(at);
    gradientDraws(bound, numSamples, at, 11).forEach((draws, i) => {
      const { mean, standardError } = meanWithError(draws);
      // 1e-5 for float32, where every draw is the same
      expect(Math.abs(mean - exact[i])).toBeLessThan(4 * standardError + 1e-5);
    });
  });
});

test("sticking the landing: at the posterior every draw of the gradient is zero, and of the plain ELBO's it is not", () => {
  const largest = (bound: Bound) => Math.max(...gradientDraws(bound, 1, AT_POSTERIOR, 12).flat().map(Math.abs));
  expect(largest(stickTheLanding)).toBeLessThan(1e-5);
  expect(largest(elbo)).toBeGreaterThan(0.5);
});

describe("one draw of the score function has the variance of (r − β) ∇ log q and nothing else, within 4 standard errors", () => {
  const [mu, sigma] = [AWAY[0], Math.exp(AWAY[1])];
  // r = a + bε + cε² for z = μ + σε, by collecting powers of ε in log p(z) + log p(x∣z) − log q(z)
  const a = Math.log(sigma / (0.8 * Math.sqrt(2 * Math.PI))) - mu ** 2 / 2 - (x - w * mu) ** 2 / (2 * noise);
  const b = sigma * ((w * (x - w * mu)) / noise - mu);
  const c = 0.5 - (sigma ** 2 / 2) * (1 + w ** 2 / noise);
  /** E[ε⁰], E[ε²], … */
  const moments = [1, 1, 3, 15, 105];
  test.each([0, -2])("β = %s", (baseline) => {
    const level = a - baseline;
    const square = [level ** 2, b ** 2 + 2 * level * c, c ** 2];
    const expectation = (weights: readonly number[]) => weights.reduce((total, w, k) => total + w * moments[k], 0);
    // times the square of the score: ε²/σ² by μ, and (ε² − 1)² = 1 − 2ε² + ε⁴ by log σ
    const byLoc = expectation([0, ...square]) / sigma ** 2 - (b / sigma) ** 2;
    const byLogScale =
      expectation(square) - 2 * expectation([0, ...square]) + expectation([0, 0, ...square]) - (2 * c) ** 2;
    const draws = gradientDraws(scoreFunction({ baseline }), 1, AWAY, 21);
    [byLoc, byLogScale].forEach((variance, i) => {
      const center = meanWithError(draws[i]).mean;
      const sampled = meanWithError(draws[i].map((draw) => (draw - center) ** 2));
      expect(Math.abs(sampled.mean - variance)).toBeLessThan(4 * sampled.standardError);
    });
  });
});

test("a leave-one-out baseline lowers the variance of the score function", () => {
  const spread = (bound: Bound) => meanWithError(gradientDraws(bound, 8, AWAY, 13)[0]).standardError;
  expect(spread(scoreFunction({ baseline: "leave-one-out" }))).toBeLessThan(spread(scoreFunction()) / 1.5);
});

describe("the doubly reparameterised gradient", () => {
  const draws = (bound: Bound, seed: number) => gradientDraws(bound, 8, AWAY, seed).map((d) => meanWithError(d));

  test("has the mean of the importance-weighted bound's own gradient, within 4 standard errors", () => {
    const [plain, doubly] = [draws(iwaeBound, 14), draws(doublyReparameterized, 15)];
    plain.forEach((p, i) => {
      expect(Math.abs(p.mean - doubly[i].mean)).toBeLessThan(4 * Math.hypot(p.standardError, doubly[i].standardError));
    });
  });

  test("is less noisy", () => {
    const [plain, doubly] = [draws(iwaeBound, 14), draws(doublyReparameterized, 15)];
    expect(doubly[0].standardError).toBeLessThan(plain[0].standardError);
  });

  test("does not change the value of the bound", () => {
    const q = independent(normal([[0.3]], 0.6));
    const mc = { key: keyFromSeed(3), numSamples: 5 };
    const [a, b] = [iwaeBound, doublyReparameterized].map((bound) => toNumbers(bound(model, q, [[x]], mc))[0]);
    expect(a).toBeCloseTo(b, 5);
  });

  test("leaves exactly its result behind, with a gradient or without", () => {
    const q = independent(normal([[0.3]], 0.6));
    const before = tf.memory().numTensors;
    doublyReparameterized(model, q, [[x]], { key: keyFromSeed(3), numSamples: 5 }).dispose();
    gradientDraws(doublyReparameterized, 2, AWAY, 3);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe("with a discrete latent", () => {
  const courier = discreteModel({
    prior: [0.6, 0.4],
    likelihood: [
      [0.8, 0.2],
      [0.1, 0.9],
    ],
  });
  const late = Array.from({ length: NUM_DRAWS }, () => [1]);

  test("the score function's gradient is that of the sum over z, within 4 standard errors", () => {
    const logits = [0.2, -0.4];
    const gradient = tf.tidy(() => {
      const total = (l: tf.Tensor) =>
        scoreFunction()(courier, categorical(l), late, { key: keyFromSeed(4), numSamples: 1 }).sum();
      return tf
        .grad(total)(tf.tile(tf.tensor2d([logits]), [NUM_DRAWS, 1]))
        .arraySync() as number[][];
    });
    const elboOf = (first: number) => {
      const q = [first, logits[1]].map((l, _, all) => Math.exp(l) / all.reduce((s, v) => s + Math.exp(v), 0));
      return q[0] * Math.log(0.12 / q[0]) + q[1] * Math.log(0.36 / q[1]);
    };
    const exact = (elboOf(logits[0] + 1e-5) - elboOf(logits[0] - 1e-5)) / 2e-5;
    const { mean, standardError } = meanWithError(gradient.map((row) => row[0]));
    expect(Math.abs(mean - exact)).toBeLessThan(4 * standardError);
  });

  test.each([
    ["stickTheLanding", stickTheLanding],
    ["doublyReparameterized", doublyReparameterized],
  ] as const)("%s refuses it in words", (who, bound) => {
    expect(() => bound(courier, categorical([[0, 0]]), [[1]], { key: keyFromSeed(1), numSamples: 2 })).toThrow(
      `${who} needs a reparameterized q, got categorical: use scoreFunction`,
    );
  });
});

test("a leave-one-out baseline needs two samples", () => {
  const q = independent(normal([[0]], 1));
  expect(() =>
    scoreFunction({ baseline: "leave-one-out" })(model, q, [[x]], { key: keyFromSeed(1), numSamples: 1 }),
  ).toThrow("scoreFunction needs at least two samples for a leave-one-out baseline, got 1");
});
