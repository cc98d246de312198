import { describe, expect, test } from "vitest";
import { logDensityOfTwoHills, pinwheel, twoHills } from "../../src/data/synthetic";
import { linspace, meanWithError, sum } from "../../src/tensors/numbers";
import { keyFromSeed } from "../../src/tensors/random";

const key = keyFromSeed(5);

describe("two hills", () => {
  const draws = twoHills(key, 20_000).map(([x]) => x);

  test("have mean 0 and second moment 4.25, within 4 standard errors", () => {
    for (const [values, expected] of [
      [draws, 0],
      [draws.map((x) => x * x), 4.25],
    ] as const) {
      const { mean, standardError } = meanWithError(values);
      expect(Math.abs(mean - expected)).toBeLessThan(4 * standardError);
    }
  });

  test("have a density that integrates to one, with half of it on each side", () => {
    const grid = linspace(-8, 8, 4001);
    const mass = grid.map((x) => 0.004 * Math.exp(logDensityOfTwoHills(x)));
    expect(sum(mass)).toBeCloseTo(1, 10);
    expect(logDensityOfTwoHills(1.3)).toBeCloseTo(logDensityOfTwoHills(-1.3), 12);
  });

  test("stay finite far out", () => {
    expect(logDensityOfTwoHills(1e6)).toBeLessThan(-1e11);
  });
});

describe("the pinwheel", () => {
  const { points, arms } = pinwheel(key, 1000);

  test("has five arms, and points within reach", () => {
    expect(new Set(arms)).toEqual(new Set([0, 1, 2, 3, 4]));
    expect(points.flat().every((value) => Math.abs(value) < 6)).toBe(true);
  });

  test("is the same for the same key", () => {
    expect(pinwheel(key, 1000).points).toEqual(points);
  });
});

test.each([0, -1, 1.5])("no set has %s draws", (n) => {
  expect(() => twoHills(key, n)).toThrow(`twoHills needs a whole positive number of draws, got ${n}`);
  expect(() => pinwheel(key, n)).toThrow(`pinwheel needs a whole positive number of draws, got ${n}`);
});
