import { describe, expect, test } from "vitest";
import { cosineDecay, exponentialDecay, rateAt, warmUp } from "../../src/fitting/schedules";

describe("a schedule", () => {
  test("is one number, or one for each step", () => {
    expect(rateAt("test", 0.5, 7)).toBe(0.5);
    expect(rateAt("test", (step) => 1 / step, 4)).toBe(0.25);
  });

  test("exponentialDecay starts at its start, and falls by its factor every so many steps", () => {
    const rate = (step: number) => rateAt("test", exponentialDecay(0.8, { factor: 0.5, every: 10 }), step);
    expect(rate(1)).toBe(0.8);
    expect(rate(11)).toBeCloseTo(0.4, 12);
    expect(rate(6) ** 2).toBeCloseTo(rate(1) * rate(11), 12);
  });

  test("cosineDecay goes from its start over the middle to its end, and stays there", () => {
    const rate = (step: number) => rateAt("test", cosineDecay(1, { steps: 100, end: 0.2 }), step);
    expect(rate(1)).toBe(1);
    expect(rate(51)).toBeCloseTo(0.6, 12);
    expect(rate(101)).toBeCloseTo(0.2, 12);
    expect(rate(1000)).toBe(rate(101));
  });

  test("warmUp rises in equal steps to another schedule", () => {
    const rate = (step: number) =>
      rateAt("test", warmUp(exponentialDecay(1, { factor: 0.5, every: 4 }), { steps: 4 }), step);
    expect(rate(2)).toBeCloseTo(0.5 * 0.5 ** (1 / 4), 12);
    expect(rate(4)).toBeCloseTo(0.5 ** (3 / 4), 12);
    expect(rate(5)).toBe(0.5);
  });

  test.each([
    ["exponentialDecay needs a factor from 0 to 1, got 2", () => exponentialDecay(1, { factor: 2, every: 1 })],
    ["exponentialDecay needs at least one step, got 0", () => exponentialDecay(1, { factor: 0.5, every: 0 })],
    ["cosineDecay needs at least one step, got NaN", () => cosineDecay(1, { steps: Number.NaN })],
    ["warmUp needs at least one step, got -1", () => warmUp(1, { steps: -1 })],
  ])("%s", (message, make) => {
    expect(make).toThrow(message);
  });
});
