import { expect, test } from "vitest";
import { oneBatch } from "../../src/data/one-batch";

test("one batch holds every datapoint in its place", () => {
  const { x, indices } = oneBatch([
    [1, 2],
    [3, 4],
    [5, 6],
  ]);
  expect(x.arraySync()).toEqual([
    [1, 2],
    [3, 4],
    [5, 6],
  ]);
  expect(indices).toEqual([0, 1, 2]);
  x.dispose();
});

test("one batch refuses rows of different lengths, and none", () => {
  expect(() => oneBatch([[1], [2, 3]])).toThrow("oneBatch needs rows of one length, got 1 and, in row 1, 2");
  expect(() => oneBatch([])).toThrow("oneBatch needs at least one datapoint");
});
