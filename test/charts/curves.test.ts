import { describe, expect, test } from "vitest";
import { curves } from "../../src/charts/curves";
import { drawn, texts } from "./drawn";
import { along, axes, EXAMPLES, words } from "./examples";

describe("curves", () => {
  test("draws every row of every series where the axes say", () => {
    const points = drawn(EXAMPLES.curves).filter(({ type, datum }) => type === "symbol" && datum?.series === "exact");
    expect(points).toHaveLength(12);
    const [first, last] = [points[0], points[11]];
    expect(first.datum).toMatchObject({ x: 1, y: 1 });
    // on two log axes 1/x is a straight line
    const slopes = points.slice(1).map(({ x, y }) => (y - first.y) / (x - first.x));
    for (const slope of slopes) expect(slope).toBeCloseTo((last.y - first.y) / (last.x - first.x), 6);
  });

  test("shows two standard errors each way, or the interval as it is", () => {
    const [error, interval] = drawn(EXAMPLES.curves).filter(({ datum }) => datum?.low !== undefined);
    expect(error.datum?.low).toBeCloseTo(0.09, 12);
    expect(error.datum?.high).toBeCloseTo(0.13, 12);
    expect(interval.datum).toMatchObject({ low: 0.01, high: 0.013 });
  });

  test("shades the gap between a bound and the truth where both have a row", () => {
    const chart = curves(
      [
        { series: "truth", x: 0, y: -1 },
        { series: "bound", x: 0, y: -3 },
        { series: "truth", x: 1, y: -1.5 },
        { series: "bound", x: 1, y: -2 },
        { series: "bound", x: 2, y: -2 },
      ],
      {
        ...axes("step", "nats"),
        series: [
          { name: "truth", role: "exact" },
          { name: "bound", role: "bound" },
        ],
        gaps: [{ bound: "bound", truth: "truth" }],
      },
    );
    const band = drawn(chart).filter(({ type }) => type === "area");
    expect(band.map(({ datum }) => [datum?.x, datum?.low, datum?.high])).toEqual([
      [0, -3, -1],
      [1, -2, -1.5],
    ]);
  });

  test.each(["points", "line and points"] as const)(
    "draws a mark on the edge whole, unless marks lie beyond, %s",
    (draw) => {
      const edges = (domain: readonly [number, number]) => {
        const rows = [0, 1, 2].map((x) => ({ series: "bound", x, y: -x }));
        const chart = curves(rows, {
          ...axes("step", "nats"),
          y: { title: "nats", domain },
          series: [{ name: "bound", role: "bound", draw }],
        });
        const marks = (chart.layer as { mark: { type: string; clip: boolean } }[]).map(({ mark }) => mark);
        return marks.filter(({ type }) => type === "point").map(({ clip }) => clip);
      };
      expect(edges([-2, 0])).toEqual([false]);
      expect(edges([-1.5, 0])).toEqual([true]);
    },
  );

  test("names its levels, places and stretches", () => {
    expect(texts(EXAMPLES.curves)).toEqual(["few", "half", "fifty"]);
  });

  test.each([
    [10, ["truth  −6.0000", "bound  −10.0000"]],
    [0, ["truth  −5.0000", "bound  −20.0000"]],
    [5, ["truth  −5.5000", "bound  −15.0000"]],
  ])("says the place of the scrubber, and the value of each series there, at %s", (at, expected) => {
    expect(texts(EXAMPLES.curvesWithScrubber, { at })).toEqual([`step ${at}`, ...expected]);
  });

  const walked = (xs: readonly number[]) =>
    curves(
      [
        ...along("line", xs, (x) => 2 * x),
        ...along(
          "mark",
          xs.map((x) => x + 0.01),
          (x) => x - 0.01,
        ),
      ],
      {
        ...axes("x", "y"),
        series: [
          { name: "line", role: "bound" },
          { name: "mark", role: "data", draw: "points" },
        ],
        scrubber: { name: "x", corner: "top left" },
      },
    );
  const slider = (chart: object) => (chart as { params: { value: number; bind: object }[] }).params[0];

  test("the slider stands at the number that it shows, and walks along lines, not marks", () => {
    const chart = walked([-0.3, -0.1, 0.1, 0.3]);
    expect(slider(chart)).toMatchObject({ value: 0.3, bind: { min: -0.3, max: 0.3, step: 0.2 } });
    expect(texts(chart, { at: 0.1 })).toEqual(["x 0.1", "line  0.2000"]);
  });

  test("where few places are uneven, they stand in a list", () => {
    const chart = walked([1, 10, 50.123456]);
    const bind = { input: "select", options: [1, 10, 50.123456], labels: ["1", "10", "50.12"], name: "x " };
    expect(slider(chart)).toEqual({ name: "at", value: 50.123456, bind });
    expect(texts(chart, { at: 10 })).toEqual(["x 10", "line  20.0000"]);
  });

  test("where many are even on a logarithmic axis, the slider shows the logarithm", () => {
    const chart = walked(Array.from({ length: 31 }, (_, i) => 10 ** (i / 10 - 1)));
    expect(slider(chart)).toMatchObject({ value: 2, bind: { min: -1, max: 2, step: 0.1, name: "log₁₀ x " } });
    expect(texts(chart, { at: 1 })).toEqual(["x 10", "line  20.0000"]);
  });

  test("where many are uneven in every way, they stand in a list", () => {
    const places = Array.from({ length: 31 }, (_, i) => i ** 2);
    expect(slider(walked(places))).toMatchObject({ value: 900, bind: { input: "select", options: places } });
  });

  test("refuses a row of a series that has no name", () => {
    const axis = { title: "x" };
    const attempt = () =>
      curves([{ series: "b", x: 0, y: 0 }], { ...words, x: axis, y: axis, series: [{ name: "a", role: "first" }] });
    expect(attempt).toThrow('curves needs rows of the series a, got one of "b"');
  });
});
