import { lines } from "./roles";
import { type ChartSpec, type ChartWords, chartSpec, seriesEncoding } from "./spec";
import { PALETTE } from "./theme";

/**
 * p(x) as a mixture without end: faint, the shares p(x|z)/K of the first K of some z's drawn from the prior, each normal;
 * dashed, their sum; black, the exact marginal that it tends to. A slider adds one z after the other.
 */
export function runningMixture(
  of: {
    /** p(x|z) for each z, in the order of the draws. */
    readonly components: readonly { readonly mean: number; readonly scale: number }[];
    /** The exact p(x), from left to right at even places. */
    readonly marginal: readonly { readonly x: number; readonly density: number }[];
    readonly xTitle: string;
    /** How many z's there are at first: all, unless said. */
    readonly start?: number;
  },
  words: ChartWords,
): ChartSpec {
  const { components, marginal, xTitle, start = components.length } = of;
  if (components.length < 2) throw new Error(`runningMixture needs at least two z's, got ${components.length}`);
  const [left, right] = [marginal[0].x, marginal[marginal.length - 1].x];
  const highest = Math.max(...marginal.map(({ density }) => density));
  const x = { field: "x", type: "quantitative", title: xTitle, scale: { domain: [left, right], nice: false } };
  const y = {
    field: "density",
    type: "quantitative",
    title: "density",
    scale: { domain: [0, 1.9 * highest], nice: false },
  };
  const named = [
    { name: "exact p(x)", role: "exact" },
    { name: "sum of K shares", role: "second" },
  ] as const;
  const { color, strokeDash } = seriesEncoding(lines(named));
  const series = (name: string) => ({ calculate: `'${name}'`, as: "series" });
  const shares = [
    { filter: "datum.place < n" },
    { calculate: `sequence(${left}, ${right}, ${(right - left) / 160})`, as: "x" },
    { flatten: ["x"] },
    { calculate: "densityNormal(datum.x, datum.mean, datum.scale) / n", as: "density" },
  ];
  const data = { values: components.map((component, place) => ({ ...component, place })) };
  return chartSpec(
    words,
    {
      params: [
        {
          name: "n",
          value: start,
          bind: { input: "range", min: 1, max: components.length, step: 1, name: "K, draws of z " },
        },
      ],
      layer: [
        {
          data,
          transform: shares,
          mark: { type: "line", clip: true, color: PALETTE.data, strokeWidth: 1, opacity: 0.4 },
          encoding: { x, y, detail: { field: "place" } },
        },
        {
          data: { values: marginal },
          transform: [series(named[0].name)],
          mark: { type: "line", clip: true },
          encoding: { x, y, color, strokeDash },
        },
        {
          data,
          transform: [
            ...shares,
            { aggregate: [{ op: "sum", field: "density", as: "density" }], groupby: ["x"] },
            series(named[1].name),
          ],
          mark: { type: "line", clip: true, strokeWidth: 2.5 },
          encoding: { x, y, color, strokeDash },
        },
      ],
    },
    named.map(({ name }) => name),
  );
}
