import { expect, test } from "vitest";
import { stackedBars } from "../../src/charts/stacked-bars";
import { drawn, texts } from "./drawn";
import { EXAMPLES, words } from "./examples";

test("the parts of a bar stand behind one another in the order of the series", () => {
  const parts = drawn(EXAMPLES.stackedBars).filter(({ type }) => type === "rect");
  expect(parts.map(({ datum }) => [datum?.bar, datum?.series, datum?.from, datum?.to])).toEqual([
    ["train", "approximation", 0, 1],
    ["train", "amortisation", 1, 3],
    ["test", "approximation", 0, 1.5],
  ]);
});

test("each part of several says its number, each bar its sum and its name", () => {
  expect(texts(EXAMPLES.stackedBars)).toEqual(["1.00", "2.00", "3.00", "1.50", "train", "test"]);
});

test("an estimate has two standard errors each way at the end of its part", () => {
  const part = { bar: "train", series: "gap", value: 1, standardError: 0.25 };
  const spec = stackedBars([part], { ...words, xTitle: "nats", series: [{ name: "gap", role: "first" }] });
  const [rule] = drawn(spec).filter(({ type, datum }) => type === "rule" && datum?.bar === "train");
  expect([rule.datum?.low, rule.datum?.high]).toEqual([0.5, 1.5]);
});

test("a negative part, and one that is no number, are refused", () => {
  const options = { ...words, xTitle: "nats", series: [{ name: "gap", role: "first" }] as const };
  for (const value of [-1, Number.NaN]) {
    const attempt = () => stackedBars([{ bar: "train", series: "gap", value }], options);
    expect(attempt).toThrow(`stackedBars needs parts of at least 0, got ${value} in "train"`);
  }
});
