import { expect, test } from "vitest";
import { elboByEnumeration } from "../../src/bounds/elbo-by-enumeration";
import { expectationMaximization } from "../../src/fitting/expectation-maximization";
import { logMarginalByEnumeration, posteriorByEnumeration } from "../../src/marginals/enumeration";
import { symmetricMixture, symmetricMixtureFromCompleted } from "../../src/models/symmetric-mixture";
import { sum } from "../../src/tensors/numbers";

const x = [-2.2, -1.7, -0.4, 0.3, 1.1, 1.9, 2.6].map((value) => [value]);

test("the two signs of θ are one model", () => {
  expect(logMarginalByEnumeration(symmetricMixture(-1.3), x)).toEqual(
    logMarginalByEnumeration(symmetricMixture(1.3), x).map((value) => expect.closeTo(value, 12)),
  );
});

test("EM with its M-step climbs to where the log-likelihood has no slope", () => {
  const logLikelihood = (theta: number) => sum(logMarginalByEnumeration(symmetricMixture(theta), x));
  const { theta, history, converged } = expectationMaximization({
    start: 0.6,
    eStep: (theta: number) => posteriorByEnumeration(symmetricMixture(theta), x),
    mStep: (r) => symmetricMixtureFromCompleted(x, r),
    bound: (theta, r) => sum(elboByEnumeration(symmetricMixture(theta), r, x).elbo),
    logLikelihood,
  });
  expect(converged).toBe(true);
  expect(history.every((row, i) => i === 0 || row.bound >= history[i - 1].bound - 1e-12)).toBe(true);
  expect((logLikelihood(theta + 1e-4) - logLikelihood(theta - 1e-4)) / 2e-4).toBeCloseTo(0, 3);
});

test.each([
  ["symmetricMixture needs a finite theta, got NaN", () => symmetricMixture(Number.NaN)],
  [
    "symmetricMixtureFromCompleted needs x of N × 1 and r of N × 2, got 1 × 2 and 1 × 2",
    () => symmetricMixtureFromCompleted([[1, 2]], [[0.5, 0.5]]),
  ],
])("%s", (message, act) => {
  expect(act).toThrow(message);
});
