import { describe, expect, test } from "vitest";
import { yourQ } from "../../src/charts/your-q";
import { texts } from "./drawn";
import { EXAMPLES, logNormal, words } from "./examples";

// z ~ N(0, 1), x | z ~ N(z, 1), x = 1: the posterior is N(½, ½), and the KL from N(m, s²) to it is known
const kl = (m: number, s: number) => -Math.log(s) - 0.5 * Math.log(2) + s * s + (m - 0.5) ** 2 - 0.5;
const logMarginal = logNormal(1, 0, Math.SQRT2);
const said = (value: number) => value.toFixed(4).replace("-", "−");

describe("yourQ", () => {
  test.each([
    [2, 1],
    [0.5, Math.SQRT1_2],
    [-3, 0.3],
    [4, 3],
    [0, 2.4],
  ])("says the closed forms of ELBO, KL and log p(x) for q = N(%s, %s²), on its own", (loc, scale) => {
    const [elbo, gap, truth] = texts(EXAMPLES.yourQ, { loc, scale });
    expect(truth).toBe(`log p(x) ${said(logMarginal)}`);
    expect(elbo).toBe(`ELBO ${said(logMarginal - kl(loc, scale))}`);
    expect(gap).toBe(`KL ${said(Math.max(0, kl(loc, scale)))}`);
  });

  const rows = (low: number, high: number, count: number) =>
    Array.from({ length: count }, (_, i) => ({ z: low + ((high - low) * i) / (count - 1), logJoint: 0 }));
  const options = {
    ...words,
    logMarginal: 0,
    loc: { min: -1, max: 1, start: 0 },
    scale: { min: 0.5, max: 1, start: 1 },
  };
  test.each([
    ["uneven", [...rows(-6, 6, 100), { z: 7, logJoint: 0 }], "a grid that is evenly spaced, from low to high"],
    ["of one point", rows(-6, 6, 2).slice(1), "a grid that is evenly spaced"],
    ["narrow", rows(-5, 6, 100), "a grid from -6 to 6, got one from -5 to 6"],
    ["coarse", rows(-6, 6, 25), "grid points at most 0.25 apart, got 0.5"],
  ])("refuses a grid that is %s, whose sum would be no ELBO", (_, grid, message) => {
    expect(() => yourQ(grid, options)).toThrow(`yourQ needs ${message}`);
  });
});
