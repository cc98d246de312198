import { describe, expect, test } from "vitest";
import { eigenSymmetric } from "../../src/tensors/eigen";
import { meanAndCovariance, multiply } from "../../src/tensors/linear-algebra";
import { keyFromSeed, normalNumbers } from "../../src/tensors/random";

const SIZE = 9;
const numbers = normalNumbers(keyFromSeed(1), 40 * SIZE);
const data = Array.from({ length: 40 }, (_, i) => [...numbers.slice(i * SIZE, (i + 1) * SIZE)]);

describe.each([
  ["a covariance", meanAndCovariance(data).covariance],
  ["a covariance of fewer datapoints than coordinates", meanAndCovariance(data.slice(0, 4)).covariance],
  [
    "a matrix with a double eigenvalue",
    [
      [2, 0, 0],
      [0, 3, 1],
      [0, 1, 3],
    ],
  ],
  [
    "zeros",
    [
      [0, 0],
      [0, 0],
    ],
  ],
])("the eigenpairs of %s", (_, a) => {
  const pairs = eigenSymmetric(a);

  test("come with the largest first, and are unit vectors at right angles", () => {
    pairs.forEach(({ value, vector }, i) => {
      if (i > 0) expect(value).toBeLessThanOrEqual(pairs[i - 1].value);
      pairs.forEach((other, j) => {
        expect(vector.reduce((total, v, p) => total + v * other.vector[p], 0)).toBeCloseTo(i === j ? 1 : 0, 12);
      });
    });
  });

  test("are mapped to multiples of themselves", () => {
    for (const { value, vector } of pairs) {
      const image = multiply(
        a,
        vector.map((v) => [v]),
      ).map(([v]) => v);
      expect(image).toEqual(vector.map((v) => expect.closeTo(value * v, 12)));
    }
  });
});

test.each([
  ["a square matrix, got 1 × 2", [[1, 2]]],
  [
    "a symmetric matrix, got 0 at [1][0] and 1 at [0][1]",
    [
      [1, 1],
      [0, 1],
    ],
  ],
])("eigenSymmetric needs %s", (message, a) => {
  expect(() => eigenSymmetric(a)).toThrow(`eigenSymmetric needs ${message}`);
});
