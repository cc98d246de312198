import { describe, expect, test } from "vitest";
import { elboByEnumeration } from "../../src/bounds/elbo-by-enumeration";
import { oldFaithful } from "../../src/data/old-faithful";
import { expectationMaximization } from "../../src/fitting/expectation-maximization";
import { logMarginalByEnumeration, posteriorByEnumeration } from "../../src/marginals/enumeration";
import { type GaussianMixture, gaussianMixture } from "../../src/models/gaussian-mixture";
import { gaussianMixtureFromCompleted } from "../../src/models/gaussian-mixture-from-completed";
import { sum } from "../../src/tensors/numbers";
import type { Rows } from "../../src/tensors/shapes";
import reference from "../reference/old-faithful.json";

const { rows: x } = oldFaithful();
const broad = [
  [1, 0],
  [0, 150],
];
const problem = {
  start: gaussianMixture({
    weights: [0.5, 0.5],
    means: [
      [2.5, 62],
      [3.5, 72],
    ],
    covariances: [broad, broad],
  }),
  eStep: (model: GaussianMixture) => posteriorByEnumeration(model, x),
  mStep: (q: Rows) => gaussianMixtureFromCompleted(x, q),
  bound: (model: GaussianMixture, q: Rows) => sum(elboByEnumeration(model, q, x).elbo),
  logLikelihood: (model: GaussianMixture) => sum(logMarginalByEnumeration(model, x)),
};

describe("EM on Old Faithful", () => {
  const { theta, history, converged } = expectationMaximization(problem);
  const eRows = history.filter(({ phase }) => phase === "E");

  test("takes the path of an independent implementation, step by step", () => {
    reference.em.trace.forEach((expected, step) => {
      expect(eRows[step].logLikelihood).toBeCloseTo(expected, 6);
    });
    expect(history[1].bound).toBeCloseTo(reference.em.firstMStepBound, 6);
  });

  test("ends at the maximum that two independent implementations find", () => {
    expect(converged).toBe(true);
    for (const { logLikelihood, weights, means } of [reference.em, reference.scikitLearn]) {
      expect(problem.logLikelihood(theta)).toBeCloseTo(logLikelihood, 6);
      theta.weights.forEach((weight, c) => {
        expect(weight).toBeCloseTo(weights[c], 5);
        theta.means[c].forEach((value, p) => {
          expect(value).toBeCloseTo(means[c][p], 4);
        });
      });
    }
    theta.covariances.flat(2).forEach((value, i) => {
      expect(value).toBeCloseTo(reference.em.covariances.flat(2)[i], 3);
    });
  });

  test("touches the truth at every E-step, and neither bound nor truth ever falls", () => {
    for (const row of eRows) expect(row.bound).toBeCloseTo(row.logLikelihood, 9);
    history.slice(1).forEach((row, i) => {
      expect(row.bound).toBeGreaterThanOrEqual(history[i].bound - 1e-9);
      expect(row.logLikelihood).toBeGreaterThanOrEqual(history[i].logLikelihood - 1e-9);
      expect(row.bound).toBeLessThanOrEqual(row.logLikelihood + 1e-9);
    });
  });
});

test("stops after maxSteps and says that it has not converged", () => {
  const { history, converged } = expectationMaximization(problem, { maxSteps: 2 });
  expect(converged).toBe(false);
  expect(history.map(({ step, phase }) => `${step}${phase}`)).toEqual(["1E", "1M", "2E", "2M"]);
});

test("stops at the step where the bound is not a finite number", () => {
  const broken = { ...problem, bound: () => Number.NaN };
  expect(() => expectationMaximization(broken)).toThrow(
    "expectationMaximization needs a finite bound, got NaN at step 1 (E)",
  );
});
