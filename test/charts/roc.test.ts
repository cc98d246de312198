import { describe, expect, test } from "vitest";
import { auroc } from "../../src/charts/roc";
import { drawn } from "./drawn";
import { EXAMPLES } from "./examples";

describe("auroc", () => {
  test.each([
    ["1 where every regular score is higher", [3, 4], [1, 2], 1],
    ["0 where every one is lower", [1], [2, 3], 0],
    ["a half where all are equal", [5, 5], [5], 0.5],
    ["10.5 of 12 pairs", [3, 4, 5, 6], [1, 2, 4], 10.5 / 12],
  ])("is %s", (_, regular, anomalous, area) => {
    expect(auroc({ regular, anomalous })).toBe(area);
  });

  test.each([
    [[], [1]],
    [[1], []],
    [[Number.NaN], [1]],
  ])("refuses %s beside %s", (regular, anomalous) => {
    expect(() => auroc({ regular, anomalous })).toThrow("auroc needs at least one score of each kind, and no NaN");
  });
});

test("the curve runs from corner to corner and has the area that its legend names", () => {
  const name = "exact, area 0.875";
  const points = drawn(EXAMPLES.rocChart)
    .filter(({ type, datum }) => type === "line" && datum?.series === name)
    .map(({ datum }) => datum as { x: number; y: number });
  expect([points[0], points[points.length - 1]]).toMatchObject([
    { x: 0, y: 0 },
    { x: 1, y: 1 },
  ]);
  const area = points.slice(1).reduce((sum, { x, y }, i) => sum + ((x - points[i].x) * (y + points[i].y)) / 2, 0);
  expect(area).toBeCloseTo(0.875, 12);
});
