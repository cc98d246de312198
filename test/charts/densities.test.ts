import { describe, expect, test } from "vitest";
import { densities } from "../../src/charts/densities";
import { drawn, texts } from "./drawn";
import { EXAMPLES, logNormal, words } from "./examples";

describe("densities", () => {
  test.each([
    ["as sd", "KL 0.5", 2],
    ["as variance", "KL 0.3", 1.4],
  ])("read %s, shows the densities and the notes of that reading, and those of all", (reading, note, scale) => {
    expect(texts(EXAMPLES.densities, { reading })).toEqual(["log p(x) −1", note]);
    const lines = drawn(EXAMPLES.densities, { reading }).filter(({ type }) => type === "line");
    const q = lines.filter(({ datum }) => datum?.series === "q");
    expect(q).toHaveLength(13);
    for (const { datum } of q) expect(datum?.density).toBe(Math.exp(logNormal(datum?.x as number, 1, scale)));
    expect(lines.filter(({ datum }) => datum?.series === "posterior")).toHaveLength(13);
  });

  test("has no box where there is one reading", () => {
    const chart = densities([{ series: "p", x: 0, density: 1 }], {
      ...words,
      xTitle: "z",
      series: [{ name: "p", role: "posterior" }],
    });
    expect(chart.params).toBeUndefined();
  });
});
