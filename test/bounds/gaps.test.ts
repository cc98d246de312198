import { expect, test } from "vitest";
import { gaps } from "../../src/bounds/gaps";

test("the inference gap is the approximation gap and the amortisation gap together", () => {
  const split = gaps({ logMarginal: [-1, -2], best: [-1.5, -2.25], amortized: [-2, -3] });
  expect(split).toEqual({ inference: 1, approximation: 0.375, amortization: 0.625 });
});

test.each([
  ["rows of one length, got 2 and, in row 2, 1", { logMarginal: [0, 0], best: [0, 0], amortized: [0] }],
  ["at least one datapoint of at least one number, got none", { logMarginal: [], best: [], amortized: [] }],
  ["finite numbers, got NaN in row 1, column 0", { logMarginal: [0], best: [Number.NaN], amortized: [0] }],
])("gaps needs %s", (message, bounds) => {
  expect(() => gaps(bounds)).toThrow(`gaps needs ${message}`);
});
