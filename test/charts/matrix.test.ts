import { expect, test } from "vitest";
import { matrixChart } from "../../src/charts/matrix";
import { drawn, texts } from "./drawn";
import { EXAMPLES, words } from "./examples";

test("each cell says its number in its row and its column, also where two rows have one name", () => {
  expect(texts(EXAMPLES.matrixChart)).toEqual(["0.0", "−2.0", "−3.0", "−0.5"]);
  const cells = drawn(EXAMPLES.matrixChart).filter(({ type }) => type === "rect");
  expect(cells.slice(0, 4).map(({ datum }) => [datum?.row, datum?.column])).toEqual([
    ["0:9", "0:9"],
    ["0:9", "1:1"],
    ["1:9", "0:9"],
    ["1:9", "1:1"],
  ]);
});

test("the diagonal is framed", () => {
  const frames = drawn(EXAMPLES.matrixChart)
    .filter(({ type }) => type === "rect")
    .slice(4);
  expect(frames.map(({ datum }) => datum?.value)).toEqual([0, -0.5]);
});

test("names that do not fit the values are refused", () => {
  const options = {
    ...words,
    rowNames: ["a"],
    columnNames: ["b", "c"],
    rowTitle: "",
    columnTitle: "",
    range: [0, 1] as const,
  };
  expect(() => matrixChart([[1]], options)).toThrow("matrixChart needs 1 × 2 values, got another shape");
});
