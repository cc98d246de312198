import { describe, expect, test } from "vitest";
import { bernoulli } from "../../src/distributions/bernoulli";
import { independent } from "../../src/distributions/independent";
import { normal } from "../../src/distributions/normal";
import { logMarginalExact } from "../../src/marginals/exact";
import { logMarginalByImportance, logMarginalByPriorSampling } from "../../src/marginals/importance";
import { logMarginalByQuadrature } from "../../src/marginals/quadrature";
import { deepLatent } from "../../src/models/deep-latent";
import { asDistribution, linearGaussian } from "../../src/models/linear-gaussian";
import { mlp } from "../../src/networks/mlp";
import { LOG_2PI } from "../../src/tensors/math";
import { sum } from "../../src/tensors/numbers";
import { keyFromSeed } from "../../src/tensors/random";
import * as tf from "../../src/tensors/tf";
import { PLANE } from "../models/plane";

const CASES = [
  { name: "one latent, one observed", weights: [[0.8]], bias: [0.3], scale: 0.5, x: [[0], [1.5], [-3]] },
  {
    name: "one latent, three observed",
    weights: [[1], [-2], [0.5]],
    bias: [0, 1, 2],
    scale: 0.7,
    x: [
      [1, -1, 2],
      [0, 4, 1],
    ],
  },
  {
    name: "two latents",
    ...PLANE,
    x: [
      [1, 2, 3],
      [-2, 0, 1],
    ],
  },
  // float32 evidence: 401 nodes on [−8, 8] are off by 1.2 nats here
  { name: "a narrow likelihood", weights: [[1]], bias: [0], scale: 0.01, x: [[0.5], [2.0137]] },
  { name: "a datapoint far out in the tail", weights: [[3]], bias: [0], scale: 1, x: [[40]] },
];

describe.each(CASES)("on a linear-Gaussian model with $name", ({ x, ...params }) => {
  const model = linearGaussian(params);
  const exact = logMarginalExact(model, x);

  test("quadrature finds the closed form, within its own tolerance and float32", () => {
    const { logMarginal, error } = logMarginalByQuadrature(model, x);
    expect(error).toBeLessThanOrEqual(1e-5);
    logMarginal.forEach((value, i) => {
      expect(Math.abs(value - exact[i])).toBeLessThan(1e-5 + 2e-6 * Math.abs(exact[i]) + 2e-6 / params.scale);
    });
  });

  test("quadrature leaves no tensor behind", () => {
    const before = tf.memory().numTensors;
    logMarginalByQuadrature(model, x);
    expect(tf.memory().numTensors).toBe(before);
  });

  test("importance sampling with the true posterior is exact from two draws, and every draw counts", () => {
    x.forEach((row, i) => {
      const q = asDistribution(model.posterior(row));
      const estimate = logMarginalByImportance(model, q, [row], { key: keyFromSeed(i), numSamples: 2 });
      expect(Math.abs(estimate.logMarginal[0] - exact[i])).toBeLessThan(
        2e-5 * (1 + Math.abs(exact[i])) + 2e-6 / params.scale,
      );
      expect(estimate.effectiveSampleSize[0]).toBeCloseTo(2, 2);
    });
  });
});

test("prior sampling is right within 4 of its standard errors where the prior explains x", () => {
  const { x, ...params } = CASES[0];
  const model = linearGaussian(params);
  const estimate = logMarginalByPriorSampling(model, x.slice(0, 2), { key: keyFromSeed(7), numSamples: 20_000 });
  logMarginalExact(model, x.slice(0, 2)).forEach((exact, i) => {
    expect(Math.abs(estimate.logMarginal[i] - exact)).toBeLessThan(4 * estimate.standardError[i]);
    expect(estimate.effectiveSampleSize[i]).toBeGreaterThan(100);
    expect(estimate.effectiveSampleSize[i]).toBeLessThan(20_000);
  });
});

describe("on a neural decoder", () => {
  const decoder = mlp({ sizes: [2, 8, 3], key: keyFromSeed(1) });
  const model = deepLatent({ decoder, latentDim: 2, likelihood: (logits) => independent(bernoulli(logits)) });
  const everyX = Array.from({ length: 8 }, (_, bits) => [bits & 1, (bits >> 1) & 1, (bits >> 2) & 1]);

  test("the marginals of all eight datapoints add up to one", () => {
    expect(sum(logMarginalByQuadrature(model, everyX).logMarginal.map(Math.exp))).toBeCloseTo(1, 5);
  });
});

test("both hills of a posterior count, however far apart, and what lies between is not computed again", () => {
  let numPoints = 0;
  const decoder = { params: {}, apply: (z: tf.Tensor) => z.square() };
  const likelihood = (loc: tf.Tensor) => {
    numPoints += loc.shape[0];
    return independent(normal(loc, 0.02));
  };
  const x = 6.25;
  const { logMarginal, nodes } = logMarginalByQuadrature(deepLatent({ decoder, latentDim: 1, likelihood }), [[x]]);
  const step = 1e-5;
  const hill = sum(
    Array.from({ length: 20_000 }, (_, i) => {
      const z = 2.4 + i * step;
      return step * Math.exp(-(z ** 2) / 2 - ((x - z ** 2) / 0.02) ** 2 / 2);
    }),
  );
  expect(logMarginal[0]).toBeCloseTo(Math.log(2 * hill) - LOG_2PI - Math.log(0.02), 5);
  expect(numPoints).toBeLessThan(nodes / 2);
});

test.each([
  ["a one- or two-dimensional latent, got 3", { weights: [[1, 0, 0]], bias: [0], scale: 1 }],
  [
    "a grid of at most 1025 points along each axis",
    {
      weights: [
        [1, 0],
        [0, 1],
      ],
      bias: [0, 0],
      scale: 1e-4,
    },
  ],
])("logMarginalByQuadrature needs %s", (message, params) => {
  const x = [params.bias.map(() => 0.3)];
  expect(() => logMarginalByQuadrature(linearGaussian(params), x)).toThrow(`logMarginalByQuadrature needs ${message}`);
});

test.each([
  ["logMarginalByImportance needs a whole number of samples of at least 2, got 1", 1, normal([0], [1])],
  ["logMarginalByImportance needs a q of batch [1] or [], got [2]", 5, independent(normal([[0], [0]], 1))],
])("%s", (message, numSamples, q) => {
  const model = linearGaussian({ weights: [[1]], bias: [0], scale: 1 });
  expect(() => logMarginalByImportance(model, q, [[1]], { key: keyFromSeed(1), numSamples })).toThrow(message);
});

describe("data too wide to be worked on at once", () => {
  const wide = Array.from({ length: 2000 }, (_, p) => p);
  const w = wide.map((p) => 0.03 * Math.sin(p));
  const [variance, bias] = [0.64, wide.map((p) => p % 2)];
  const model = linearGaussian({ weights: w.map((v) => [v]), bias, scale: Math.sqrt(variance) });
  const x = Array.from({ length: 150 }, (_, i) => wide.map((p) => Math.cos(p) + i / 1000));
  /** log N(x; b, wwᵀ + σ²I), by the determinant lemma and the formula of Sherman and Morrison. */
  const exact = x.map((row) => {
    const r = row.map((v, p) => v - bias[p]);
    const [ww, wr, rr] = [dot(w, w), dot(w, r), dot(r, r)];
    const logDeterminant = wide.length * Math.log(variance) + Math.log1p(ww / variance);
    return -(wide.length * LOG_2PI + logDeterminant + (rr - wr ** 2 / (variance + ww)) / variance) / 2;
  });

  test("every draw from the true posterior still weighs p(x), in as many pieces as it takes", () => {
    const q = asDistribution(model.posterior(x[0]));
    const { numTensors } = tf.memory();
    const estimate = logMarginalByImportance(model, q, [x[0]], { key: keyFromSeed(4), numSamples: 20_000 });
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(estimate.effectiveSampleSize[0] / 20_000).toBeCloseTo(1, 3);
    expect(Math.abs(estimate.logMarginal[0] - exact[0])).toBeLessThan(1e-6 * Math.abs(exact[0]));
  });

  test("quadrature adds up a grid in as many pieces as it takes", () => {
    const { logMarginal } = logMarginalByQuadrature(model, x, { tolerance: 1e-2 });
    logMarginal.forEach((value, i) => {
      expect(Math.abs(value - exact[i])).toBeLessThan(2e-6 * Math.abs(exact[i]));
    });
  });
});

function dot(a: readonly number[], b: readonly number[]): number {
  return sum(a.map((value, i) => value * b[i]));
}
