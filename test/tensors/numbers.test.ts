import { expect, test } from "vitest";
import { linspace, mean, meanWithError, sum, toNumbers } from "../../src/tensors/numbers";
import * as tf from "../../src/tensors/tf";

test("toNumbers reads row by row and disposes of the tensor", () => {
  const before = tf.memory().numTensors;
  const numbers = toNumbers(
    tf.tensor2d([
      [1, 2],
      [3, 4],
    ]),
  );
  expect(numbers).toEqual([1, 2, 3, 4]);
  expect(tf.memory().numTensors).toBe(before);
});

test("sum and mean add in float64", () => {
  expect(sum([1e8, 1, -1e8])).toBe(1);
  expect(mean(Float32Array.of(1, 2, 6))).toBe(3);
  expect(sum([])).toBe(0);
});

test("meanWithError divides by K − 1 under the root and by √K outside", () => {
  expect(meanWithError([1, 2, 3, 4])).toEqual({ mean: 2.5, standardError: Math.sqrt(5 / 3 / 4) });
});

test("linspace holds both ends exactly", () => {
  expect(linspace(-1, 1, 5)).toEqual([-1, -0.5, 0, 0.5, 1]);
});

test.each([
  ["mean needs at least one value, got none", () => mean([])],
  ["meanWithError needs at least two draws, got 1", () => meanWithError([1])],
  ["linspace needs at least two points, got 1", () => linspace(0, 1, 1)],
])("%s", (message, act) => {
  expect(act).toThrow(message);
});
