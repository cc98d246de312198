import { describe, expect, test } from "vitest";
import { categorical } from "../../src/distributions/categorical";
import { independent } from "../../src/distributions/independent";
import { kl } from "../../src/distributions/kl";
import { normal } from "../../src/distributions/normal";
import { meanWithError, toNumbers } from "../../src/tensors/numbers";
import { keyFromSeed } from "../../src/tensors/random";
import * as tf from "../../src/tensors/tf";

const PAIRS = [
  ["normals", normal(0.3, 0.7), normal(-0.5, 1.2)],
  ["normals of one mean", normal(0, 0.1), normal(0, 2)],
  ["categoricals", categorical([0.1, 1, -2]), categorical([0, 0, 0.5])],
] as const;

describe.each(PAIRS)("kl of %s", (_, q, p) => {
  test("is the mean of log q − log p over draws from q, within 4 standard errors", () => {
    const draws = tf.tidy(() => {
      const z = q.sample(keyFromSeed(1), 40_000);
      return q.logProb(z).sub(p.logProb(z));
    });
    const { mean, standardError } = meanWithError(toNumbers(draws));
    expect(Math.abs(toNumbers(kl(q, p))[0] - mean)).toBeLessThan(4 * standardError);
  });

  test("is zero from a distribution to itself, and not symmetric", () => {
    expect(toNumbers(kl(q, q))[0]).toBeCloseTo(0, 6);
    expect(toNumbers(kl(q, p))[0]).not.toBeCloseTo(toNumbers(kl(p, q))[0], 2);
  });

  test("leaves exactly its result behind", () => {
    const before = tf.memory().numTensors;
    const result = kl(q, p);
    expect(tf.memory().numTensors).toBe(before + 1);
    result.dispose();
  });
});

test("a category that q never takes costs nothing; one that p never takes costs everything", () => {
  const certain = categorical([0, -Infinity]);
  const even = categorical([0, 0]);
  expect(toNumbers(kl(certain, even))[0]).toBeCloseTo(Math.LN2, 6);
  expect(toNumbers(kl(even, certain))[0]).toBe(Infinity);
});

test("a pair without a closed form is refused by name", () => {
  expect(() => kl(normal(0, 1), categorical([0, 0]))).toThrow(
    "kl needs two normals or two categoricals, got normal and categorical",
  );
  expect(() => kl(independent(normal([0], [1])), normal(0, 1))).toThrow("got independent normal and normal");
});
