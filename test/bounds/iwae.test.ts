import { describe, expect, test } from "vitest";
import { elbo } from "../../src/bounds/elbo";
import { elboClosedFormKl } from "../../src/bounds/elbo-closed-form-kl";
import { iwaeBound } from "../../src/bounds/iwae";
import { independent } from "../../src/distributions/independent";
import { normal } from "../../src/distributions/normal";
import { logMarginalExact } from "../../src/marginals/exact";
import { asDistribution, linearGaussian } from "../../src/models/linear-gaussian";
import { meanWithError, toNumbers } from "../../src/tensors/numbers";
import { keyFromSeed } from "../../src/tensors/random";

const model = linearGaussian({ weights: [[1], [-2]], bias: [0, 1], scale: 0.7 });
const x = [1, -1];
const [exact] = logMarginalExact(model, [x]);
const copies = Array.from({ length: 4000 }, () => x);
const q = independent(
  normal(
    copies.map(() => [0.2]),
    0.5,
  ),
); // a poor guess
const average = (bound: typeof elbo, seed: number, numSamples: number) =>
  meanWithError(toNumbers(bound(model, q, copies, { key: keyFromSeed(seed), numSamples })));

describe("the importance-weighted bound", () => {
  test("of one sample is the ELBO", () => {
    const mc = { key: keyFromSeed(1), numSamples: 1 };
    const [one, plain] = [iwaeBound, elbo].map((bound) => toNumbers(bound(model, q, copies.slice(0, 4000), mc)));
    expect(one).toEqual(plain.map((value) => expect.closeTo(value, 4)));
  });

  test("rises with K and stays below the exact value, within 4 standard errors", () => {
    const bounds = [1, 4, 16, 64].map((numSamples, i) => average(iwaeBound, 10 + i, numSamples));
    bounds.slice(1).forEach((bound, i) => {
      expect(bound.mean).toBeGreaterThan(bounds[i].mean - 4 * (bound.standardError + bounds[i].standardError));
    });
    for (const { mean, standardError } of bounds) expect(mean).toBeLessThan(exact + 4 * standardError);
    expect(bounds[3].mean - bounds[0].mean).toBeGreaterThan(1);
  });

  test("at the true posterior is exact for any K", () => {
    const posterior = asDistribution(model.posterior(x));
    const [value] = toNumbers(iwaeBound(model, posterior, [x], { key: keyFromSeed(3), numSamples: 5 }));
    expect(value).toBeCloseTo(exact, 4);
  });
});

test("with the KL in closed form the bound has the same mean as without, within 4 standard errors", () => {
  const [closed, drawn] = [average(elboClosedFormKl, 5, 2), average(elbo, 6, 2)];
  expect(Math.abs(closed.mean - drawn.mean)).toBeLessThan(4 * Math.hypot(closed.standardError, drawn.standardError));
  expect(closed.mean).toBeLessThan(exact);
});

test("every bound names itself when its arguments are bad", () => {
  for (const [who, bound] of [
    ["iwaeBound", iwaeBound],
    ["elboClosedFormKl", elboClosedFormKl],
  ] as const) {
    expect(() => bound(model, q, [x], { key: keyFromSeed(1), numSamples: 1 })).toThrow(`${who} needs a q of batch [1]`);
  }
});
