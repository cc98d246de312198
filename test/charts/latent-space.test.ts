import { expect, test } from "vitest";
import { latentMap } from "../../src/charts/latent-space";
import { drawn } from "./drawn";
import { EXAMPLES, words } from "./examples";

test("each datapoint is drawn as the name of its class, in a colour of that class", () => {
  const marks = drawn(EXAMPLES.latentMap);
  expect(marks.map(({ text, datum }) => [text, datum?.x, datum?.y])).toEqual([
    ["7", 0, 1],
    ["3", 1, 2],
  ]);
  expect(marks[0].fill).not.toBe(marks[1].fill);
});

test("more than ten classes are refused", () => {
  const points = Array.from({ length: 11 }, (_, i) => ({ x: i, y: i, label: String(i) }));
  expect(() => latentMap(points, { ...words, xTitle: "", yTitle: "" })).toThrow(
    "latentMap needs at most 10 classes, got 11",
  );
});
