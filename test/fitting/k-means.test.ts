import { describe, expect, test } from "vitest";
import { oldFaithful } from "../../src/data/old-faithful";
import { kMeans } from "../../src/fitting/k-means";
import reference from "../reference/old-faithful.json";

describe("k-means", () => {
  test("finds on Old Faithful what an independent implementation finds", () => {
    const { centers, assignments, inertia } = kMeans(oldFaithful().rows, [
      [2, 55],
      [4.5, 80],
    ]);
    expect(inertia).toBeCloseTo(reference.kMeans.inertia, 6);
    expect(assignments.filter((c) => c === 0)).toHaveLength(reference.kMeans.size0);
    centers.forEach((center, c) => {
      center.forEach((value, p) => {
        expect(value).toBeCloseTo(reference.kMeans.centers[c][p], 9);
      });
    });
  });

  test("gives a datapoint between two centers to the first", () => {
    expect(kMeans([[-1], [0], [1]], [[-1], [1]]).assignments).toEqual([0, 0, 1]);
  });

  test.each([
    ["datapoints near every center, got none near center 1", [[0], [1]], [[0], [100]]],
    ["centers of 1 numbers, got 2", [[0], [1]], [[0, 0]]],
  ])("needs %s", (message, x, start) => {
    expect(() => kMeans(x, start)).toThrow(`kMeans needs ${message}`);
  });
});
