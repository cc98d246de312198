import { boundLadder } from "../../src/charts/bound-ladder";
import { boundsOverParameter } from "../../src/charts/bounds-over-parameter";
import { curves } from "../../src/charts/curves";
import { decoderSliders } from "../../src/charts/decoder-sliders";
import { densities } from "../../src/charts/densities";
import { ellipse } from "../../src/charts/ellipse";
import { heatMap } from "../../src/charts/heat-map";
import { histogram } from "../../src/charts/histogram";
import { imageGrid } from "../../src/charts/images";
import { latentMap } from "../../src/charts/latent-space";
import { matrixChart } from "../../src/charts/matrix";
import { rocChart } from "../../src/charts/roc";
import { runningMixture } from "../../src/charts/running-mixture";
import { slidingSamples } from "../../src/charts/sliding-samples";
import type { ChartSpec } from "../../src/charts/spec";
import { stackedBars } from "../../src/charts/stacked-bars";
import { inverseCdfStaircase } from "../../src/charts/staircase";
import { yourQ } from "../../src/charts/your-q";

export const words = { title: "A finding", subtitle: "How to read it", description: "What the eye sees" };

const even = (start: number, stop: number, count: number) =>
  Array.from({ length: count }, (_, i) => start + ((stop - start) * i) / (count - 1));

/** Words of a chart, and of its axes. */
export const axes = (x: string, y: string) => ({ ...words, x: { title: x }, y: { title: y } });

/** The rows of a series along a function. */
export const along = (series: string, xs: readonly number[], f: (x: number) => number) =>
  xs.map((x) => ({ series, x, y: f(x) }));

export const logNormal = (x: number, mean: number, scale: number) =>
  -0.5 * ((x - mean) / scale) ** 2 - Math.log(scale) - 0.5 * Math.log(2 * Math.PI);

/** Truth −x², and the bound made at t, −x² − (x − t)²: it touches the truth at t. */
export const boundRows = even(0, 4, 41).map((x) => ({
  x,
  logLikelihood: 0 - x * x,
  bounds: even(0, 4, 9).map((t) => 0 - x * x - (x - t) ** 2),
}));

/** The general charts on little data. */
export const EXAMPLES: Record<string, ChartSpec> = {
  boundLadder: boundLadder(
    [
      { name: "coin flips", bound: -8.5 },
      { name: "estimated", bound: -5, standardError: 0.25, role: "candidate" },
    ],
    { ...words, logLikelihood: -4.25 },
  ),
  boundsOverParameter: boundsOverParameter(boundRows, {
    ...words,
    xTitle: "θ",
    touches: even(0, 4, 9),
    start: [0.5, 2.5],
    symbol: "θ₀",
    domain: [-20, 0],
  }),
  curves: curves(
    [
      ...along("exact", even(1, 100, 12), (x) => 1 / x),
      { series: "sampled", x: 10, y: 0.11, standardError: 0.01 },
      { series: "sampled", x: 100, y: 0.012, interval: [0.01, 0.013] as const },
    ],
    {
      ...words,
      x: { title: "samples K", log: true },
      y: { title: "variance", log: true },
      series: [
        { name: "exact", role: "exact", draw: "line and points" },
        { name: "sampled", role: "first", draw: "points" },
      ],
      levels: [{ y: 0.5, label: "half" }],
      places: [{ x: 50, label: "fifty" }],
      stretches: [{ from: 1, to: 2, label: "few" }],
    },
  ),
  curvesWithScrubber: curves(
    [...along("bound", even(0, 10, 11), (x) => x - 20), ...along("truth", even(0, 10, 11), (x) => -5 - 0.1 * x)],
    {
      ...axes("step", "nats"),
      series: [
        { name: "truth", role: "exact" },
        { name: "bound", role: "bound", draw: "steps" },
      ],
      scrubber: { name: "step", corner: "bottom right" },
    },
  ),
  decoderSliders: decoderSliders(
    [0, 1, 2].map((j) => [0, 1, 2].map((i) => [0, 0.1 * i, 0.3 * j, 1])),
    { ...words, places: [-1, 0, 1], height: 2, width: 2, encoded: [{ x: 0.5, y: 0.5 }] },
  ),
  densities: densities(
    [
      ...even(-3, 3, 13).map((x) => ({ series: "posterior", x, density: Math.exp(logNormal(x, 0, 1)) })),
      ...even(-3, 3, 13).map((x) => ({ series: "q", x, density: Math.exp(logNormal(x, 1, 2)), reading: "as sd" })),
      ...even(-3, 3, 13).map((x) => ({
        series: "q",
        x,
        density: Math.exp(logNormal(x, 1, 1.4)),
        reading: "as variance",
      })),
    ],
    {
      ...words,
      xTitle: "z",
      series: [
        { name: "posterior", role: "posterior" },
        { name: "q", role: "candidate" },
      ],
      notes: [
        { text: "log p(x) −1", role: "exact" },
        { text: "KL 0.5", role: "candidate", reading: "as sd" },
        { text: "KL 0.3", role: "candidate", reading: "as variance" },
      ],
    },
  ),
  heatMap: heatMap(
    {
      x: [0, 1, 2],
      y: [0, 1],
      values: [
        [0, 1, 2],
        [1, 2, 40],
      ],
    },
    {
      ...words,
      xTitle: "μ",
      yTitle: "log σ",
      valueTitle: "KL, nats",
      range: [4, 0],
      paths: [
        {
          name: "from 2",
          role: "candidate",
          points: [
            { x: 2, y: 1 },
            { x: 1, y: 0.5 },
            { x: 0, y: 0 },
          ],
        },
        {
          name: "one sd",
          role: "posterior",
          points: ellipse(
            [1, 0.5],
            [
              [0.1, 0],
              [0, 0.1],
            ],
          ),
          closed: true,
        },
      ],
      spots: [{ x: 0, y: 0, label: "best" }],
      slider: "steps",
    },
  ),
  histogram: histogram([1, 1.1, 2, 5], { ...words, xTitle: "nats", bins: 4, places: [{ x: 5, label: "best" }] }),
  imageGrid: imageGrid(
    [
      { pixels: [0, 1, 0.5, 1], label: ["the image", "log p(x) −1"] },
      { pixels: [0, 1, 0.5, 1], missing: [true, true, false, false] },
      { pixels: [0.9, 0.2, 0.5, 1], missing: [true, true, false, false], guess: "candidate", label: "its φ" },
    ],
    { ...words, height: 2, width: 2, columns: 2, cell: 60 },
  ),
  inverseCdfStaircase: inverseCdfStaircase([0.2, 0.7], {
    ...words,
    faces: 4,
    tilt: { min: -Math.LN2, max: Math.LN2, start: 0 },
  }),
  latentMap: latentMap(
    [
      { x: 0, y: 1, label: "7" },
      { x: 1, y: 2, label: "3" },
    ],
    { ...words, xTitle: "z₁", yTitle: "z₂" },
  ),
  matrixChart: matrixChart(
    [
      [0, -2],
      [-3, -0.5],
    ],
    {
      ...words,
      rowNames: ["9", "9"],
      columnNames: ["9", "1"],
      rowTitle: "image",
      columnTitle: "φ of",
      range: [-3, 0],
      diagonal: true,
    },
  ),
  rocChart: rocChart(
    [
      { name: "exact", role: "exact", regular: [3, 4, 5, 6], anomalous: [1, 2, 4] },
      { name: "bound", role: "bound", regular: [3, 1, 5, 6], anomalous: [1, 2, 4] },
    ],
    words,
  ),
  runningMixture: runningMixture(
    {
      components: [
        { mean: -1, scale: 0.5 },
        { mean: 1, scale: 1 },
        { mean: 0, scale: 0.5 },
      ],
      marginal: even(-4, 4, 41).map((x) => ({ x, density: Math.exp(logNormal(x, 0, 1.3)) })),
      xTitle: "x",
    },
    words,
  ),
  slidingSamples: slidingSamples([-1, 0, 2], { ...words, loc: { min: -2, max: 4, start: 1 }, drawnAt: 1, scale: 0.5 }),
  stackedBars: stackedBars(
    [
      { bar: "train", series: "amortisation", value: 2 },
      { bar: "train", series: "approximation", value: 1 },
      { bar: "test", series: "approximation", value: 1.5 },
    ],
    {
      ...words,
      xTitle: "nats",
      series: [
        { name: "approximation", role: "first" },
        { name: "amortisation", role: "second" },
      ],
    },
  ),
  yourQ: yourQ(
    even(-20, 20, 401).map((z) => ({ z, logJoint: logNormal(z, 0, 1) + logNormal(1, z, 1) })),
    {
      ...words,
      logMarginal: logNormal(1, 0, Math.SQRT2),
      loc: { min: -4, max: 4, start: 2 },
      scale: { min: 0.3, max: 3, start: 1 },
      shown: [-4, 4],
    },
  ),
};
