import { describe, expect, test } from "vitest";
import { logSumExp, stopGradient } from "../../src/tensors/math";
import { toNumbers } from "../../src/tensors/numbers";
import * as tf from "../../src/tensors/tf";

describe("logSumExp", () => {
  test.each([
    ["far below zero", [-1000, -1001], -1000 + Math.log(1 + Math.exp(-1))],
    ["far above zero", [1000, 1001], 1001 + Math.log(1 + Math.exp(-1))],
    ["one term", [3], 3],
    ["all terms −∞", [-Infinity, -Infinity], -Infinity],
    ["one term ∞", [Infinity, 1], Infinity],
    ["one term −∞", [-Infinity, 2], 2],
  ])("of numbers and of a tensor agree with the definition: %s", (_, terms, expected) => {
    expect(logSumExp(terms)).toBe(expected);
    expect(toNumbers(logSumExp(tf.tensor1d(terms), 0))[0]).toBe(Math.fround(expected));
  });

  test("of no terms is refused", () => {
    expect(() => logSumExp([])).toThrow("logSumExp needs at least one term, got none");
  });

  test("reduces the axis that it is given, counted from either end", () => {
    const terms = tf.tensor2d([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    expect(logSumExp(terms, 0).shape).toEqual([3]);
    expect(logSumExp(terms, -1).shape).toEqual([2]);
    expect(toNumbers(logSumExp(terms, -2))).toEqual(toNumbers(logSumExp(terms, 0)));
  });

  test("its gradient is the softmax", () => {
    const gradient = toNumbers(tf.grad((x: tf.Tensor) => logSumExp(x, 0))(tf.tensor1d([1, 2, 4])));
    const total = Math.exp(1) + Math.exp(2) + Math.exp(4);
    expect(gradient).toEqual([1, 2, 4].map((term) => expect.closeTo(Math.exp(term) / total, 6)));
  });
});

test("no gradient flows through stopGradient", () => {
  const gradient = tf.grad((x: tf.Tensor) => stopGradient(x).mul(x).sum())(tf.tensor1d([3, 5]));
  expect(toNumbers(gradient)).toEqual([3, 5]);
});
