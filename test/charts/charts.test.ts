import { compile } from "vega-lite";
import { compile as compileOld } from "vega-lite-5.6";
import { describe, expect, test } from "vitest";
import { boundVsLogLikelihood } from "../../src/charts/bound";
import { boundScatter } from "../../src/charts/bound-scatter";
import { clusters } from "../../src/charts/clusters";
import { mixtureDensity } from "../../src/charts/density";
import { elboTerms } from "../../src/charts/elbo-terms";
import { jensenChord } from "../../src/charts/jensen";
import { mixtureOverData } from "../../src/charts/mixture-over-data";
import { renderPng, renderSvg } from "../../src/charts/render";
import type { ChartSpec } from "../../src/charts/spec";
import { darken, PALETTE } from "../../src/charts/theme";
import { EXAMPLES, words } from "./examples";

const axes = { xTitle: "eruption, minutes", yTitle: "wait, minutes" };
const points = [
  { x: 1, y: 2, group: "a" },
  { x: 2, y: 3, group: "b" },
];
const covariance = [
  [1, 0.5],
  [0.5, 2],
];
const frame = {
  means: [
    [1, 2],
    [2, 3],
  ],
  covariances: [covariance, covariance],
  responsibilities: [0.1, 0.9],
  label: "exact log-likelihood -1.50 nats",
};

/** Every chart of the project, on little data. */
const CHARTS: Record<string, ChartSpec> = {
  ...EXAMPLES,
  boundVsLogLikelihood: boundVsLogLikelihood(
    [
      { x: 0, bound: -3, logLikelihood: -2 },
      { x: 1, bound: -1, logLikelihood: -1 },
    ],
    { ...words, xTitle: "step", points: true },
  ),
  boundScatter: boundScatter([{ bound: -2, logLikelihood: -1 }], { ...words, domain: [-4, 0] }),
  clusters: clusters(points, { ...words, ...axes }),
  mixtureOverData: mixtureOverData(points, [frame, { ...frame, label: "later" }], { ...words, ...axes }),
  mixtureDensity: mixtureDensity(
    {
      data: [1, 2, 8, 9],
      components: [
        { mean: 1, scale: 1 },
        { mean: 8, scale: 2 },
      ],
      weight: 0.4,
      xTitle: "wait",
    },
    words,
  ),
  elboTerms: elboTerms([Math.log(0.12), Math.log(0.36)], { ...words, start: 0.5 }),
  elboTermsWithKl: elboTerms([Math.log(0.12), Math.log(0.36)], { ...words, start: 0.5, withKl: true }),
  jensenChord: jensenChord({ low: 1, high: 9, weight: 0.5 }, words),
};

describe.each(Object.entries(CHARTS))("%s", (_, chart) => {
  test("carries its title, its description and the v5 schema", () => {
    expect(chart.title).toEqual({ text: words.title, subtitle: words.subtitle });
    expect(chart.description).toBe(words.description);
    expect(chart.$schema).toBe("https://vega.github.io/schema/vega-lite/v5.json");
  });

  test.each([
    ["the pinned Vega-Lite", compile],
    ["the Vega-Lite of JupyterLab", compileOld],
  ])("compiles without a warning in %s", (_, compileChart) => {
    const warnings: string[] = [];
    const logger = { level: () => logger, error: collect, warn: collect, info: () => logger, debug: () => logger };
    function collect(...message: readonly unknown[]) {
      warnings.push(message.join(" "));
      return logger;
    }
    (compileChart as typeof compile)(chart as never, { logger: logger as never });
    expect(warnings).toEqual([]);
  });

  test("survives JSON unchanged, because it is plain data", () => {
    expect(JSON.parse(JSON.stringify(chart))).toEqual(chart);
  });

  test("draws itself without NaN, with its title", () => {
    const { svg, width, height } = renderSvg(chart);
    expect(svg).toContain(">A finding<");
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(width).toBeGreaterThan(250);
    expect(height).toBeGreaterThan(150);
  });

  test("for a dark page keeps no colour of the light palette", () => {
    const dark = JSON.stringify(darken(chart));
    for (const colour of Object.values(PALETTE)) expect(dark).not.toContain(`"${colour}"`);
  });
});

test("a picture has twice the pixels of its size each way", () => {
  const { png, width, height } = renderPng(CHARTS.jensenChord);
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2 * width, 2 * height]);
});

test("the numbers in the charts of the binary latent and of Jensen are those of their formulas", () => {
  const terms = renderSvg(CHARTS.elboTerms).svg;
  for (const value of ["−1.5710", "0.6931", "−0.8778", "0.1438", "−0.7340"]) expect(terms).toContain(value);
  expect(renderSvg(CHARTS.elboTermsWithKl).svg.match(/>0\.1438</g)).toHaveLength(2); // the gap and the KL
  const jensen = renderSvg(CHARTS.jensenChord).svg;
  for (const value of ["1.6094", "1.0986", "0.5108"]) expect(jensen).toContain(value);
});

test("the log-likelihood in the density chart is the exact one", () => {
  const normal = (x: number, mean: number, scale: number) =>
    Math.exp(-0.5 * ((x - mean) / scale) ** 2) / scale / Math.sqrt(2 * Math.PI);
  const total = [1, 2, 8, 9].reduce((sum, x) => sum + Math.log(0.4 * normal(x, 1, 1) + 0.6 * normal(x, 8, 2)), 0);
  expect(renderSvg(CHARTS.mixtureDensity).svg).toContain(`exact log-likelihood −${(-total).toFixed(3)} nats`);
});

test("a chart that asks to load data is refused, and reads nothing", () => {
  const loads = { ...CHARTS.clusters, data: { url: "file:///etc/passwd" } };
  expect(renderSvg(loads).svg).not.toContain("root:");
});
