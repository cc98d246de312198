import { describe, expect, test } from "vitest";
import { bernoulli } from "../../src/distributions/bernoulli";
import { categorical } from "../../src/distributions/categorical";
import { independent } from "../../src/distributions/independent";
import { kl } from "../../src/distributions/kl";
import { laplace } from "../../src/distributions/laplace";
import { mixture } from "../../src/distributions/mixture";
import { multivariateNormal } from "../../src/distributions/multivariate-normal";
import { normal } from "../../src/distributions/normal";
import { poisson } from "../../src/distributions/poisson";
import { meanWithError, toNumbers } from "../../src/tensors/numbers";
import { keyFromSeed } from "../../src/tensors/random";
import * as tf from "../../src/tensors/tf";

const PAIRS = [
  ["normals", normal(0.3, 0.7), normal(-0.5, 1.2)],
  ["normals of one mean", normal(0, 0.1), normal(0, 2)],
  ["Bernoullis", bernoulli(0.4), bernoulli(-1)],
  ["independent normals", independent(normal([0.3, -1], [0.7, 2])), independent(normal([0, 0.5], 1))],
  ["Poissons", poisson(2.5), poisson(4)],
  ["Laplaces", laplace(0.3, 0.7), laplace(-0.5, 1.2)],
  [
    "normals with full covariances",
    multivariateNormal(
      [0.3, -1],
      [
        [0.7, 0],
        [0.4, 1.1],
      ],
    ),
    multivariateNormal(
      [0, 0.5],
      [
        [1.2, 0],
        [-0.5, 0.9],
      ],
    ),
  ],
  [
    "a normal with a full covariance and independent ones",
    multivariateNormal(
      [0.3, -1],
      [
        [0.7, 0],
        [0.4, 1.1],
      ],
    ),
    independent(normal([0, 0.5], 1)),
  ],
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

test("independent normals have one KL, whether their covariances are written in full or not", () => {
  const q = [
    independent(
      normal(
        [
          [0.3, -1],
          [2, 0],
        ],
        [0.7, 2],
      ),
    ),
    independent(normal([0, 0.5], [1, 0.8])),
  ] as const;
  const full = multivariateNormal(
    [
      [0.3, -1],
      [2, 0],
    ],
    [
      [0.7, 0],
      [0, 2],
    ],
  );
  toNumbers(kl(full, q[1])).forEach((value, i) => {
    expect(value).toBeCloseTo(toNumbers(kl(q[0], q[1]))[i], 5);
  });
});

test("a category that q never takes costs nothing; one that p never takes costs everything", () => {
  const certain = categorical([0, -Infinity]);
  const even = categorical([0, 0]);
  expect(toNumbers(kl(certain, even))[0]).toBeCloseTo(Math.LN2, 6);
  expect(toNumbers(kl(even, certain))[0]).toBe(Infinity);
});

test("distributions over two spaces are refused", () => {
  expect(() => kl(independent(normal([0], [1])), normal(0, 1))).toThrow(
    "kl needs two distributions over one space, got independent normal over [1] and normal over []",
  );
});

test.each([
  ["normal and categorical", normal(0, 1), categorical([0, 0])],
  ["normal and laplace", normal(0, 1), laplace(0, 1)],
  ["mixture and normal", mixture([0.5, 0.5], normal([0, 1], 1)), normal(0, 1)],
])("a pair without a closed form is refused by name: %s", (names, q, p) => {
  expect(() => kl(q, p)).toThrow(`got ${names}`);
});

describe.each([
  ["normals", (a: tf.Tensor) => normal(a, 1.2)],
  ["Bernoullis", (a: tf.Tensor) => bernoulli(a)],
  ["Poissons", (a: tf.Tensor) => poisson(a.exp())],
  ["Laplaces", (a: tf.Tensor) => laplace(a, 0.7)],
  ["categoricals", (a: tf.Tensor) => categorical(a.mul([1, -0.5, 0]))],
] as const)("the gradient of kl between %s", (_, at) => {
  test("matches finite differences, in q and in p", () => {
    const [a, b, step] = [0.4, -0.3, 1e-2];
    const value = (a: number, b: number) => toNumbers(kl(at(tf.scalar(a)), at(tf.scalar(b))))[0];
    const slopes = tf
      .grads((a, b) => kl(at(a), at(b)).sum())([tf.scalar(a), tf.scalar(b)])
      .map(toNumbers);
    expect(slopes[0][0]).toBeCloseTo((value(a + step, b) - value(a - step, b)) / (2 * step), 3);
    expect(slopes[1][0]).toBeCloseTo((value(a, b + step) - value(a, b - step)) / (2 * step), 3);
  });
});

test("a rate of 0 is a certain 0, also in kl", () => {
  expect(toNumbers(kl(poisson([0, 0, 2]), poisson([1, 0, 0])))).toEqual([1, 0, Infinity]);
});
