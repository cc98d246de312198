import { expect, test } from "vitest";
import { bernoulli } from "../../src/distributions/bernoulli";
import { independent } from "../../src/distributions/independent";
import * as tf from "../../src/tensors/tf";

const coins = [[[0.3, -2, 1]], [[40, -40, 0]]]; // logits [2, 1, 3]
const rows = [
  [0, 1, 1],
  [1, 0, 0.5],
  [1, 1, 1],
  [0, 0, 0],
];

test("rows of bits meet rows of coins each with each, with the numbers and the gradients of one pair at a time", () => {
  const x = tf.tensor2d(rows);
  const together = (logits: tf.Tensor) => independent(bernoulli(logits)).logProb(x);
  const apart = (logits: tf.Tensor) => bernoulli(logits).logProb(x).sum(-1);
  const logits = tf.tensor3d(coins);
  expect(together(logits).shape).toEqual([2, 4]);
  const numbers = (t: tf.Tensor) => Array.from(t.dataSync());
  const compare = (a: tf.Tensor, b: tf.Tensor) => {
    const expected = numbers(b);
    numbers(a).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i], 4);
    });
  };
  compare(together(logits), apart(logits));
  const slope = (f: (logits: tf.Tensor) => tf.Tensor) => tf.grad((l) => f(l).square().sum())(logits);
  compare(slope(together), slope(apart));
});

test("bits that are one too many are refused as ever", () => {
  expect(() => independent(bernoulli(coins)).logProb(tf.zeros([4, 2]))).toThrow();
});
