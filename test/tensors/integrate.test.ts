import { expect, test } from "vitest";
import { logNormalDensity } from "../../src/distributions/log-normal-density";
import { integrate } from "../../src/tensors/integrate";

test.each([
  ["a density", (z: number) => Math.exp(logNormalDensity(z, 0.3, 0.7)), [-10, 10], 1],
  ["its second moment", (z: number) => z * z * Math.exp(logNormalDensity(z, 0, 2)), [-30, 30], 4],
  ["a function with a kink", (z: number) => Math.exp(-Math.abs(z)), [-40, 40], 2],
  ["a function that does not fade out", (z: number) => z * z, [0, 3], 9],
] as const)("finds the integral of %s, to its tolerance", (_, f, [from, to], expected) => {
  const { value, error } = integrate(f, { from, to, tolerance: 1e-7 });
  expect(error).toBeLessThanOrEqual(1e-7);
  expect(Math.abs(value - expected)).toBeLessThan(1e-6);
});

test.each([
  ["a finite interval, from below to, got [1, 1]", () => integrate(Math.sin, { from: 1, to: 1 })],
  ["a finite interval, from below to, got [0, Infinity]", () => integrate(Math.sin, { from: 0, to: Infinity })],
  ["a finite integrand, got -Infinity at 0", () => integrate(Math.log, { from: 0, to: 1 })],
  [
    "at most 1048577 nodes, got an integrand too sharp for them",
    () => integrate((z) => (z > Math.SQRT1_2 ? 1 : 0), { from: 0, to: 1, tolerance: 1e-12 }),
  ],
])("integrate needs %s", (message, act) => {
  expect(act).toThrow(`integrate needs ${message}`);
});
