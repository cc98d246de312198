import { describe, expect, test } from "vitest";
import { ellipse } from "../../src/charts/ellipse";
import { heatMap } from "../../src/charts/heat-map";
import { drawn, texts } from "./drawn";
import { EXAMPLES, words } from "./examples";

describe("heatMap", () => {
  const cells = drawn(EXAMPLES.heatMap).filter(({ type }) => type === "rect");

  test("has a cell for each value, in its place, but for what is as pale as the paper", () => {
    expect(cells.map(({ datum }) => [datum?.row, datum?.number, datum?.value])).toEqual([
      [0, 1, 0],
      [0, 2, 1],
      [0, 3, 2],
      [1, 1, 1],
      [1, 2, 2],
    ]);
    expect(cells.map(({ datum }) => datum?.left)).toEqual([-0.5, 0.5, 1.5, -0.5, 0.5]);
  });

  test("is darkest at the best value", () => {
    const shade = (i: number) => Number(/\d+/.exec(cells[i].fill ?? "")?.[0]);
    expect(shade(0)).toBeLessThan(shade(1));
    expect(shade(1)).toBeLessThan(shade(2));
  });

  test.each([
    [0, [[2, 1]]],
    [
      1,
      [
        [2, 1],
        [1, 0.5],
      ],
    ],
    [
      2,
      [
        [2, 1],
        [1, 0.5],
        [0, 0],
      ],
    ],
  ])("has taken %s steps of a way where the slider says so", (taken, points) => {
    const marks = drawn(EXAMPLES.heatMap, { taken }).filter(({ type, datum }) => type === "line" && datum?.path === 0);
    expect(marks.slice(0, points.length).map(({ datum }) => [datum?.x, datum?.y])).toEqual(points);
    expect(marks).toHaveLength(2 * points.length); // the line, and its rim
  });

  test("names its spots", () => {
    expect(new Set(texts(EXAMPLES.heatMap))).toEqual(new Set(["best"]));
  });

  const options = { ...words, xTitle: "x", yTitle: "y", valueTitle: "v", range: [0, 1] as const };
  test.each([
    [
      "heatMap needs x evenly spaced, from low to high",
      {
        x: [0, 1, 3],
        y: [0, 1],
        values: [
          [0, 0, 0],
          [0, 0, 0],
        ],
      },
    ],
    [
      "heatMap needs y evenly spaced, from low to high",
      {
        x: [0, 1],
        y: [1, 0],
        values: [
          [0, 0],
          [0, 0],
        ],
      },
    ],
    ["heatMap needs 2 × 2 values, got another shape", { x: [0, 1], y: [0, 1], values: [[0, 0], [0]] }],
  ])("%s", (message, surface) => {
    expect(() => heatMap(surface, options)).toThrow(message);
  });
});

test("every point of an ellipse has the Mahalanobis distance of its radius", () => {
  const [[a, b], [, d]] = [
    [2, 0.8],
    [0.8, 1],
  ];
  for (const { x, y } of ellipse(
    [1, -1],
    [
      [a, b],
      [b, d],
    ],
    2,
  )) {
    const [u, v] = [x - 1, y + 1];
    expect((d * u * u - 2 * b * u * v + a * v * v) / (a * d - b * b)).toBeCloseTo(4, 10);
  }
});
