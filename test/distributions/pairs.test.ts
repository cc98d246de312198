import { describe, expect, test } from "vitest";
import { bernoulli } from "../../src/distributions/bernoulli";
import type { Distribution } from "../../src/distributions/distribution";
import { independent } from "../../src/distributions/independent";
import { normal } from "../../src/distributions/normal";
import { logProbOfPairs } from "../../src/distributions/pairs";
import { keyFromSeed, splitKey, standardNormal, uniformNumbers } from "../../src/tensors/random";
import * as tf from "../../src/tensors/tf";

const [KEY, VALUES, SCALES] = splitKey(keyFromSeed(3), 3);

/** Rows of a batch, rows of values, and how many coordinates each has. */
const SHAPES = [
  { batch: [5, 1, 3], values: [4, 3] },
  { batch: [5, 1, 3], values: [1, 4, 3] },
  { batch: [2, 3, 1, 1, 3], values: [4, 2, 3] },
  { batch: [5, 1, 12], values: [4, 12] },
];
/** A distribution of one parameter, of the shape of the batch. */
const MADE: Readonly<Record<string, (t: tf.Tensor) => Distribution>> = {
  "Bernoulli by its logits": (t) => bernoulli(t),
  "normal by its means": (t) => normal(t, 0.7),
  "normal by its means, a scale for each coordinate": (t) =>
    normal(
      t,
      Array.from({ length: t.shape[t.rank - 1] }, (_, p) => 0.5 + p / 4),
    ),
  "normal by its scales": (t) => normal(0.3, t.exp()),
};
const cases = SHAPES.flatMap((shapes) => Object.keys(MADE).map((name) => ({ ...shapes, name })));

const largestDifference = (a: tf.Tensor, b: tf.Tensor) => a.sub(b).abs().max().dataSync()[0];

describe.each(cases)("$name of $batch and values of $values", ({ batch, values, name }) => {
  const at = standardNormal(KEY, batch);
  const x = standardNormal(VALUES, values);
  const given = (t: tf.Tensor) => independent(MADE[name](t)).logProb(x);
  const oneByOne = (t: tf.Tensor) => MADE[name](t).logProb(x).sum(-1);

  test("every pair has the sum over its coordinates", () => {
    const [fast, plain] = [given(at), oneByOne(at)];
    expect(fast.shape).toEqual(plain.shape);
    expect(largestDifference(fast, plain)).toBeLessThan(5e-5);
  });

  test("and its gradient", () => {
    const weights = standardNormal(SCALES, given(at).shape);
    const slope = (f: typeof given) => tf.grad((t: tf.Tensor) => f(t).mul(weights).sum())(at);
    expect(largestDifference(slope(given), slope(oneByOne))).toBeLessThan(2e-4);
  });
});

test("confident logits lose nothing: the sum is that of float64, to one part in a million", () => {
  const size = 100;
  const logits = Float32Array.from(uniformNumbers(KEY, 3 * size), (u) => 60 * (2 * u - 1));
  const pixels = Float32Array.from({ length: 2 * size }, (_, i) =>
    // the first image is what the first logits are sure of, up to its first pixel
    i < size ? Number(logits[i] > 0) : Number(i % 3 === 0),
  );
  pixels[0] = 1 - pixels[0];
  const logProbs = independent(bernoulli(tf.tensor3d(logits, [3, 1, size])))
    .logProb(tf.tensor2d(pixels, [2, size]))
    .dataSync();
  for (let m = 0; m < 3; m++) {
    for (let n = 0; n < 2; n++) {
      let expected = 0;
      for (let p = 0; p < size; p++) {
        const sign = pixels[n * size + p] === 1 ? -1 : 1;
        const at = sign * logits[m * size + p];
        expected -= Math.max(at, 0) + Math.log1p(Math.exp(-Math.abs(at)));
      }
      expect(Math.abs(logProbs[2 * m + n] / expected - 1)).toBeLessThan(1e-6);
    }
  }
});

test("far from the origin a narrow normal keeps its digits", () => {
  const loc = tf.tensor3d([800.25, -800.25], [2, 1, 1]);
  const x = tf.tensor2d([800.5, 800.125], [2, 1]);
  const [near] = independent(normal(loc, 0.125)).logProb(x).dataSync();
  expect(near).toBeCloseTo(-2 - Math.log(0.125) - Math.log(2 * Math.PI) / 2, 6);
});

test("only rows that meet as pairs are taken for pairs", () => {
  const pairs = (batch: number[], values: number[]) =>
    logProbOfPairs(bernoulli(tf.zeros(batch)), tf.zeros(values))?.shape;
  expect(pairs([5, 1, 3], [4, 3])).toEqual([5, 4]);
  expect(pairs([5, 4, 3], [4, 3])).toBeUndefined();
  expect(pairs([1, 3], [4, 3])).toBeUndefined();
  expect(pairs([5, 3], [4, 1, 3])).toBeUndefined();
  expect(pairs([5, 1, 3], [4, 1])).toBeUndefined();
  expect(pairs([5, 1, 3], [3])).toBeUndefined();
  expect(pairs([1, 5, 1, 3], [4, 1, 1, 3])).toBeUndefined();
});
