import { describe, expect, test } from "vitest";
import { elboByQuadrature } from "../../src/bounds/elbo-by-quadrature";
import { elboOnGrid } from "../../src/bounds/elbo-on-grid";
import { fullNormal, normalMixture, splineFlow } from "../../src/distributions/families";
import { free, fromOutputs, numParameters } from "../../src/distributions/family";
import { independent } from "../../src/distributions/independent";
import { logNormalDensity } from "../../src/distributions/log-normal-density";
import { normal } from "../../src/distributions/normal";
import { ascend } from "../../src/fitting/ascend";
import * as fitting from "../../src/fitting/fit";
import { adam } from "../../src/fitting/optimizers";
import { logMarginalExact } from "../../src/marginals/exact";
import { asDistribution, linearGaussian } from "../../src/models/linear-gaussian";
import { linearGaussianMixture } from "../../src/models/linear-gaussian-mixture";
import { perDatapoint } from "../../src/posteriors/per-datapoint";
import { toNumbers } from "../../src/tensors/numbers";
import { keyFromSeed } from "../../src/tensors/random";
import * as tf from "../../src/tensors/tf";
import { elboOfNormal } from "../models/elbo-of-normal";
import { PLANE } from "../models/plane";

describe("on a linear-Gaussian model", () => {
  const model = linearGaussian({ weights: [[1.5]], bias: [0], scale: 0.8 });
  const [x, m, s] = [1.2, 0.3, 0.6];
  // E_q log N(z; 0, 1) + E_q log N(x; wz, σ²) + H(q)
  const closed =
    -Math.log(2 * Math.PI) / 2 -
    (m * m + s * s) / 2 +
    logNormalDensity(x, 1.5 * m, 0.8) -
    (1.5 * s) ** 2 / (2 * 0.64) +
    Math.log(2 * Math.PI * Math.E * s * s) / 2;

  test("the bound is its closed form, and so is its gradient", () => {
    expect(toNumbers(elboOnGrid(model, independent(normal([[m]], s)), [[x]]))[0]).toBeCloseTo(closed, 5);
    const gradient = tf.grad((mu: tf.Tensor) => elboOnGrid(model, independent(normal(mu, s)), [[x]]).sum());
    expect(toNumbers(gradient(tf.tensor2d([[m]])))[0]).toBeCloseTo(-m + (1.5 * (x - 1.5 * m)) / 0.64, 4);
  });

  test("at the posterior it is the exact log p(x), in two dimensions too", () => {
    for (const [model, row] of [
      [linearGaussian({ weights: [[1.5]], bias: [0], scale: 0.8 }), [1.2]],
      [linearGaussian(PLANE), [1, 2, 3]],
    ] as const) {
      const q = asDistribution(model.posterior(row));
      const { elbo, error } = elboByQuadrature(model, q, [row], { radius: 6, tolerance: 1e-4 });
      expect(error).toBeLessThanOrEqual(1e-4);
      expect(Math.abs(elbo[0] - logMarginalExact(model, [row])[0])).toBeLessThan(2e-4);
    }
  });

  test("the grid is doubled until a narrow q fits, and a q outside is refused", () => {
    const narrow = independent(normal([[0.3]], 0.005));
    expect(elboByQuadrature(model, narrow, [[x]]).nodes).toBeGreaterThan(2000);
    expect(() => elboByQuadrature(model, independent(normal([[30]], 1)), [[x]])).toThrow(
      "elboByQuadrature needs a q that fits on a grid of 65537 points on [-10, 10], got one that misses a mass of 1 by 1",
    );
  });
});

describe("the ladder of families on a posterior with two far modes", () => {
  const prior = { weights: [0.5, 0.5], means: [[-4], [4]], covariances: [[[1]], [[1]]] };
  const model = linearGaussianMixture({ prior, weights: [[1]], bias: [0], scale: 6 });
  const x = [[0.5]];
  const [logMarginal] = logMarginalExact(model, x);
  const posterior = model.posterior(x[0]);
  const elboOf = elboOfNormal(model, 0.5);

  test("one normal has several local optima, and the best of them loses about log 2", () => {
    const ends = [-4, 4].map((mu) => ascend(([loc, logScale]) => elboOf(loc, Math.exp(logScale)), [mu, 0]));
    expect(ends.every(({ converged }) => converged)).toBe(true);
    expect(ends[0].at[0]).toBeCloseTo(posterior.means[0][0], 1);
    expect(ends[1].at[0]).toBeCloseTo(posterior.means[1][0], 1);
    const best = Math.max(...ends.map(({ value }) => value));
    expect(logMarginal - best).toBeCloseTo(-Math.log(posterior.weights[1]), 2);
  });

  test.each([
    ["two components close the gap", normalMixture(1, 2), 1e-3],
    ["a flow nearly does", splineFlow(1), 0.03],
  ])("%s", async (_, family, gap) => {
    const q = perDatapoint({ numData: 1, family });
    const batch = { x: tf.tensor2d(x), indices: [0] };
    await fitting.fit({
      maximize: () => elboOnGrid(model, q.given(batch), batch.x, { radius: 12, nodes: 385 }),
      params: [q.params],
      batches: Array(400).fill(batch),
      key: keyFromSeed(1),
      optimizer: adam(0.05),
    });
    const [bound] = elboByQuadrature(model, q.given(batch), x, { radius: 12, tolerance: 1e-4 }).elbo;
    expect(bound).toBeLessThan(logMarginal + 1e-4);
    expect(bound).toBeGreaterThan(logMarginal - gap);
  });
});

test("a free member of a family is one for all datapoints and starts where the family says", () => {
  const { params, distribution } = free(fullNormal(2));
  expect(Object.keys(params)).toEqual(["loc", "logDiagonal", "below"]);
  expect(distribution().batchShape).toEqual([]);
  const start = tf.zeros([numParameters(fullNormal(2))]);
  const z = tf.tensor1d([0.3, -1]);
  expect(toNumbers(distribution().logProb(z))).toEqual(toNumbers(fromOutputs(fullNormal(2), start).logProb(z)));
});

test.each([
  [
    "elboOnGrid needs a q over one or two latent dimensions, got one over [3]",
    () =>
      elboOnGrid(linearGaussian({ weights: [[1, 1, 1]], bias: [0], scale: 1 }), independent(normal([[0, 0, 0]], 1)), [
        [1],
      ]),
  ],
  [
    "elboOnGrid needs a q of batch [1], one for each datapoint, got [2]",
    () =>
      elboOnGrid(linearGaussian({ weights: [[1]], bias: [0], scale: 1 }), independent(normal([[0], [0]], 1)), [[1]]),
  ],
])("%s", (message, act) => {
  expect(act).toThrow(message);
});

test("a q that escapes from the grid is not rewarded: the sum stays below log p(x)", () => {
  const model = linearGaussian({ weights: [[1.5]], bias: [0], scale: 0.8 });
  const [truth] = logMarginalExact(model, [[1.2]]);
  for (const [loc, scale] of [
    [30, 1],
    [0.501, 1e-4],
    [0, 1e3],
  ])
    expect(toNumbers(elboOnGrid(model, independent(normal([[loc]], scale)), [[1.2]]))[0]).toBeLessThan(truth);
});
