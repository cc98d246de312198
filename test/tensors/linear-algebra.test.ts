import { describe, expect, test } from "vitest";
import { cholesky } from "../../src/tensors/linear-algebra";
import { keyFromSeed, normalNumbers, splitKey } from "../../src/tensors/random";

describe("cholesky", () => {
  test.each([1, 2, 3, 5, 8])("L Lᵀ is the matrix again, of %i rows", (size) => {
    for (const key of splitKey(keyFromSeed(1), 20)) {
      const b = Array.from({ length: size }, (_, i) =>
        [...normalNumbers(key, size * size)].slice(i * size, (i + 1) * size),
      );
      const a = b.map((row, i) => b.map((other, j) => row.reduce((s, v, k) => s + v * other[k], i === j ? 0.1 : 0)));
      const l = cholesky(a);
      a.forEach((row, i) => {
        row.forEach((value, j) => {
          expect(l[i].reduce((s, v, k) => s + v * l[j][k], 0)).toBeCloseTo(value, 9);
          if (j > i) expect(l[i][j]).toBe(0);
        });
      });
    }
  });

  test.each([
    ["not square", [[1, 0]], "cholesky needs a square matrix, got 1 × 2"],
    [
      "not symmetric",
      [
        [1, 0.5],
        [0, 1],
      ],
      "cholesky needs a symmetric matrix, got 0 at [1][0] and 0.5 at [0][1]",
    ],
    [
      "not positive definite",
      [
        [1, 2],
        [2, 1],
      ],
      "cholesky needs a positive definite matrix, got pivot -3 in row 1",
    ],
    ["not finite", [[Number.NaN]], "cholesky needs finite numbers, got NaN in row 0, column 0"],
    ["empty", [], "cholesky needs at least one datapoint of at least one number, got none"],
  ])("a matrix that is %s is refused", (_, matrix, message) => {
    expect(() => cholesky(matrix)).toThrow(message);
  });
});
