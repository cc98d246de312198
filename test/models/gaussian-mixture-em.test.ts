import { describe, expect, test } from "vitest";
import { elboByEnumeration } from "../../src/bounds/elbo-by-enumeration";
import { expectationMaximization } from "../../src/fitting/expectation-maximization";
import { logMarginalByEnumeration, posteriorByEnumeration } from "../../src/marginals/enumeration";
import { type GaussianMixture, gaussianMixture } from "../../src/models/gaussian-mixture";
import { gaussianMixtureEm } from "../../src/models/gaussian-mixture-em";
import { gaussianMixtureFromCompleted } from "../../src/models/gaussian-mixture-from-completed";
import { sum } from "../../src/tensors/numbers";
import { keyFromSeed, normalNumbers } from "../../src/tensors/random";
import type { Rows } from "../../src/tensors/shapes";

describe.each([
  [1, 2, 41],
  [2, 2, 60],
  [3, 3, 61],
])("gaussianMixtureEm of %i numbers and %i components", (size, numComponents, numData) => {
  const noise = normalNumbers(keyFromSeed(size), numData * size);
  const x = Array.from({ length: numData }, (_, i) =>
    Array.from({ length: size }, (_, p) => noise[i * size + p] + 2 * (i % numComponents) * (p + 1)),
  );
  const start = gaussianMixture({
    weights: Array(numComponents).fill(1 / numComponents),
    means: Array.from({ length: numComponents }, (_, c) => Array(size).fill(c)),
    covariances: Array(numComponents).fill(
      Array.from({ length: size }, (_, p) => Array.from({ length: size }, (_, q) => (p === q ? 4 : 0.3))),
    ),
  });
  const inOne = gaussianMixtureEm(x);
  const rowsOf = (r: readonly Float64Array[]) => x.map((_, i) => r.map((column) => column[i]));

  test("takes the path of its four parts written out in rows", () => {
    const byParts = expectationMaximization(
      {
        start,
        eStep: (model: GaussianMixture) => posteriorByEnumeration(model, x),
        mStep: (q: Rows) => gaussianMixtureFromCompleted(x, q),
        bound: (model: GaussianMixture, q: Rows) => sum(elboByEnumeration(model, q, x).elbo),
        logLikelihood: (model: GaussianMixture) => sum(logMarginalByEnumeration(model, x)),
      },
      { maxSteps: 12, tolerance: -Infinity },
    );
    const { theta, history } = expectationMaximization({ start, ...inOne }, { maxSteps: 12, tolerance: -Infinity });
    history.forEach((row, i) => {
      expect(row.bound).toBeCloseTo(byParts.history[i].bound, 9);
      expect(row.logLikelihood).toBeCloseTo(byParts.history[i].logLikelihood, 9);
    });
    theta.covariances.flat(2).forEach((value, i) => {
      expect(value).toBeCloseTo(byParts.theta.covariances.flat(2)[i], 9);
    });
  });

  test("leaves a q as it was, and bounds the evidence with it at any θ, in any order", () => {
    const q = inOne.eStep(start);
    const rows = rowsOf(q.r);
    const there = inOne.mStep(q);
    const further = inOne.mStep(inOne.eStep(there));
    expect(rowsOf(q.r)).toEqual(rows);
    for (const model of [further, start, there]) {
      expect(inOne.bound(model, q)).toBeCloseTo(sum(elboByEnumeration(model, rows, x).elbo), 9);
    }
  });
});

test("a datapoint far from every component, and a component of no weight, cost no digits", () => {
  const x = [[0], [1], [90]];
  const model = gaussianMixture({ weights: [1, 0], means: [[0], [50]], covariances: [[[1]], [[1]]] });
  const { eStep, bound, logLikelihood } = gaussianMixtureEm(x);
  const q = eStep(model);
  expect(q.r.map((column) => Array.from(column))).toEqual([
    [1, 1, 1],
    [0, 0, 0],
  ]);
  expect(logLikelihood(model)).toBeCloseTo(sum(logMarginalByEnumeration(model, x)), 9);
  expect(bound(model, q)).toBeCloseTo(logLikelihood(model), 9);
});
