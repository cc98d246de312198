import { expect, test } from "vitest";
import { chartSpec } from "../../src/charts/spec";

const long =
  "Each bound touches the truth where its q was made, and which of the two is the better depends on where θ is";
const columns = (names: readonly string[]) =>
  (chartSpec({ title: "t", description: "d" }, {}, names).config as { legend: { columns?: number } }).legend.columns;

test("a long title is broken between words, and loses none", () => {
  const { text } = chartSpec({ title: long, description: "d" }, {}).title;
  expect(Array.isArray(text)).toBe(true);
  expect([text].flat().join(" ")).toBe(long);
  for (const line of [text].flat()) expect(line.length).toBeLessThanOrEqual(80);
});

test("a narrow chart breaks its title sooner; lines that its author broke stay", () => {
  const lines = (width: number) => [chartSpec({ title: long, description: "d" }, { width }).title.text].flat().length;
  expect(lines(300)).toBeGreaterThan(lines(560));
  expect(chartSpec({ title: [long], description: "d" }, {}).title.text).toEqual([long]);
});

test("a legend that would be wider than its chart is set in columns", () => {
  expect(columns(["exact", "bound"])).toBeUndefined();
  expect(columns(Array(8).fill("a bound with a name"))).toBe(3);
  expect(columns(["x".repeat(200), "y"])).toBe(1);
});
