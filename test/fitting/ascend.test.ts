import { expect, test } from "vitest";
import { ascend } from "../../src/fitting/ascend";

const hill = ([a, b]: readonly number[]) => -((1 - a) ** 2) - 100 * (b - a * a) ** 2;

test("finds the top of a long curved ridge, and never falls on the way", () => {
  const { at, value, path, converged } = ascend(hill, [-1.2, 1]);
  expect(converged).toBe(true);
  expect(at).toEqual([expect.closeTo(1, 6), expect.closeTo(1, 6)]);
  expect(value).toBeCloseTo(0, 10);
  expect(path[0]).toEqual({ at: [-1.2, 1], value: hill([-1.2, 1]) });
  expect(path.every(({ value }, i) => i === 0 || value > path[i - 1].value)).toBe(true);
});

test("finds the maximum of the slope on which it starts", () => {
  const twoHills = ([z]: readonly number[]) => Math.log(Math.exp(-((z - 3) ** 2)) + 2 * Math.exp(-((z + 3) ** 2)));
  expect(ascend(twoHills, [2]).at[0]).toBeCloseTo(3, 5);
  expect(ascend(twoHills, [-2]).at[0]).toBeCloseTo(-3, 5);
});

test("says so where it stopped before the top", () => {
  expect(ascend(hill, [-1.2, 1], { maxSteps: 3 }).converged).toBe(false);
});

test.each([
  ["a finite value at its start, got NaN", () => ascend(() => Number.NaN, [0])],
  ["finite numbers, got NaN in row 0, column 0", () => ascend(hill, [Number.NaN, 0])],
])("ascend needs %s", (message, act) => {
  expect(act).toThrow(`ascend needs ${message}`);
});
