import { expect, test } from "vitest";
import { histogram } from "../../src/charts/histogram";
import { drawn, texts } from "./drawn";
import { EXAMPLES, words } from "./examples";

test("the bars hold every value once, each in its bin", () => {
  const bars = drawn(EXAMPLES.histogram).filter(({ type }) => type === "rect");
  expect(bars.map(({ datum }) => [datum?.x, datum?.right, datum?.count])).toEqual([
    [1, 2, 2],
    [2, 3, 1],
    [4, 5, 1],
  ]);
});

test("every value has a line of its own, and a place its name", () => {
  const rules = drawn(EXAMPLES.histogram).filter(({ type, datum }) => type === "rule" && datum?.label === undefined);
  expect(rules.map(({ datum }) => datum?.x)).toEqual([1, 1.1, 2, 5]);
  expect(texts(EXAMPLES.histogram)).toEqual(["best"]);
});

test("values that are all one make one bar", () => {
  const bars = drawn(histogram([3, 3, 3], { ...words, xTitle: "nats" })).filter(({ type }) => type === "rect");
  expect(bars.map(({ datum }) => datum?.count)).toEqual([3]);
});

test("no values are refused", () => {
  expect(() => histogram([], { ...words, xTitle: "nats" })).toThrow("histogram needs at least one value, got none");
});
