import { describe, expect, test } from "vitest";
import { boundVsLogLikelihood } from "../../src/charts/bound";
import { boundLadder } from "../../src/charts/bound-ladder";
import { curves } from "../../src/charts/curves";
import { densities } from "../../src/charts/densities";
import { heatMap } from "../../src/charts/heat-map";
import { histogram } from "../../src/charts/histogram";
import { imageGrid } from "../../src/charts/images";
import { latentMap } from "../../src/charts/latent-space";
import { matrixChart } from "../../src/charts/matrix";
import { drawn } from "./drawn";
import { words } from "./examples";

const axis = { title: "x" };
const named = { rowNames: ["a"], columnNames: ["b"], rowTitle: "", columnTitle: "", range: [0, 1] as const };
const surface = { xTitle: "x", yTitle: "y", valueTitle: "v", range: [4, 0] as const };

/** Each chart with one number of one's choice in it. */
const CHARTS: Record<string, (value: number) => unknown> = {
  boundLadder: (bound) => boundLadder([{ name: "q", bound }], { ...words, logLikelihood: 0 }),
  curves: (y) =>
    curves([{ series: "a", x: 0, y }], { ...words, x: axis, y: axis, series: [{ name: "a", role: "first" }] }),
  boundVsLogLikelihood: (bound) => boundVsLogLikelihood([{ x: 0, bound, logLikelihood: 0 }], { ...words, xTitle: "x" }),
  densities: (density) =>
    densities([{ series: "p", x: 0, density }], { ...words, xTitle: "z", series: [{ name: "p", role: "posterior" }] }),
  histogram: (value) => histogram([1, value], { ...words, xTitle: "x" }),
  imageGrid: (pixel) => imageGrid([{ pixels: [pixel] }], { ...words, height: 1, width: 1 }),
  latentMap: (x) => latentMap([{ x, y: 0, label: "1" }], { ...words, xTitle: "", yTitle: "" }),
  matrixChart: (value) => matrixChart([[value]], { ...words, ...named }),
};

describe.each(Object.entries(CHARTS))("%s", (_, chart) => {
  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    "refuses %s, which it could not show",
    (value) => {
      expect(() => chart(value)).toThrow(`needs finite numbers, got ${value}`);
      expect(() => chart(0.5)).not.toThrow();
    },
  );
});

test("a heat map draws what is infinite as the end of its range, and refuses NaN", () => {
  const map = (value: number) =>
    heatMap(
      {
        x: [0, 1],
        y: [0, 1],
        values: [
          [0, 4],
          [1, value],
        ],
      },
      { ...words, ...surface },
    );
  const cells = (value: number) => drawn(map(value)).filter(({ type, datum }) => type === "rect" && datum?.row === 1);
  expect(cells(Number.POSITIVE_INFINITY)).toHaveLength(cells(4).length); // what is worst is as pale as the paper
  const [, best] = cells(0);
  expect(cells(Number.NEGATIVE_INFINITY)[1].fill).toBe(best.fill);
  expect(() => map(Number.NaN)).toThrow("heatMap needs values, got NaN");
});

test("no rungs and no images are refused", () => {
  expect(() => boundLadder([], { ...words, logLikelihood: 0 })).toThrow(
    "boundLadder needs at least one rung, got none",
  );
  expect(() => imageGrid([], { ...words, height: 1, width: 1 })).toThrow(
    "imageGrid needs at least one image, got none",
  );
});
