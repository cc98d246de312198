import { describe, expect, test } from "vitest";
import { boundsOverParameter } from "../../src/charts/bounds-over-parameter";
import { drawn, texts } from "./drawn";
import { boundRows, EXAMPLES, words } from "./examples";

const chart = EXAMPLES.boundsOverParameter;

describe("boundsOverParameter", () => {
  test.each([
    // −(x − a)² and −(x − b)² cross in the middle between a and b
    [0.5, 2.5, "they cross at 1.50"],
    [0, 2, "they cross at 1.00"],
    [3, 4, "they cross at 3.50"],
  ])("with q made at %s and %s marks both and the crossing", (red, orange, crossing) => {
    expect(texts(chart, { red, orange }).sort()).toEqual([crossing, `θ₀ = ${red}`, `θ₀ = ${orange}`].sort());
  });

  test("marks no crossing where both bounds are one", () => {
    expect(texts(chart, { red: 2, orange: 2 })).toEqual(["θ₀ = 2", "θ₀ = 2"]);
  });

  test("puts the mark where bound and truth are equal", () => {
    const marks = drawn(chart, { red: 1.5, orange: 3 }).filter(({ type }) => type === "symbol");
    expect(marks.map(({ datum }) => datum?.x)).toEqual([1.5, 3]);
    expect(marks[0].datum?.redBound).toBe(marks[0].datum?.logLikelihood);
    expect(marks[1].datum?.orangeBound).toBe(marks[1].datum?.logLikelihood);
  });

  test("gives the strip at the foot to the higher bound", () => {
    const strip = drawn(chart, { red: 1, orange: 3 }).filter(({ type }) => type === "rect");
    expect(strip).toHaveLength(40);
    for (const { datum } of strip) expect(datum?.better).toBe((datum?.x as number) <= 2 ? "red" : "orange");
  });

  test.each([
    ["uneven", [0, 1, 4]],
    ["not of the rows", [0.05, 1.05]],
  ])("refuses touches that are %s", (_, touches) => {
    const attempt = () =>
      boundsOverParameter(boundRows, { ...words, xTitle: "θ", touches, start: [0, 1], symbol: "θ₀", domain: [-9, 0] });
    expect(attempt).toThrow("boundsOverParameter needs touches that are evenly spaced places of the rows");
  });
});
