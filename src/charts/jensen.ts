import { type ChartSpec, type ChartWords, chartSpec, DASHED } from "./spec";
import { PALETTE } from "./theme";

/**
 * The concave logarithm and one of its chords, from (low, log low) to (high, log high), with a slider for the weight of
 * `high`: the chord is the mean of the logs, the curve above it the log of the mean, and between them stands the gap.
 */
export function jensenChord(
  { low, high, weight }: { readonly low: number; readonly high: number; readonly weight: number },
  words: ChartWords,
): ChartSpec {
  const [right, bottom] = [high * 1.15, Math.log(low) - 0.35];
  const x = { field: "f", type: "quantitative", title: "f", scale: { domain: [0, right], nice: false } };
  const y = (field: string) => ({ field, type: "quantitative", title: "log f" });
  return chartSpec(words, {
    params: [
      {
        name: "weight",
        value: weight,
        bind: { input: "range", min: 0, max: 1, step: 0.01, name: `weight of f = ${high} ` },
      },
    ],
    layer: [
      {
        data: { sequence: { start: low * 0.6, stop: right, step: right / 240, as: "f" } },
        transform: [{ calculate: "log(datum.f)", as: "log f" }, { filter: `datum['log f'] > ${bottom}` }],
        mark: { type: "line", color: PALETTE.exact },
        encoding: { x, y: y("log f") },
      },
      {
        data: { values: [low, high].map((f) => ({ f, "log f": Math.log(f) })) },
        mark: {
          type: "line",
          color: PALETTE.bound,
          strokeDash: DASHED,
          point: { filled: true, size: 60, color: PALETTE.bound },
        },
        encoding: { x, y: y("log f") },
      },
      {
        data: { values: [{}] },
        transform: [
          { calculate: `${low} + weight * (${high} - ${low})`, as: "f" },
          { calculate: "log(datum.f)", as: "top" },
          { calculate: `(1 - weight) * log(${low}) + weight * log(${high})`, as: "bottom" },
          { calculate: "'log of the mean ' + format(datum.top, '.4f')", as: "topText" },
          { calculate: "'mean of the logs ' + format(datum.bottom, '.4f')", as: "bottomText" },
          { calculate: "'gap ' + format(datum.top - datum.bottom, '.4f')", as: "gapText" },
        ],
        layer: [
          {
            mark: { type: "rule", color: PALETTE.gap, strokeWidth: 6, opacity: 0.8 },
            encoding: { x, y: y("bottom"), y2: { field: "top" } },
          },
          {
            mark: { type: "point", filled: true, size: 70, color: PALETTE.exact, opacity: 1 },
            encoding: { x, y: y("top") },
          },
          {
            mark: { type: "point", filled: true, size: 70, color: PALETTE.bound, opacity: 1 },
            encoding: { x, y: y("bottom") },
          },
          // between two lines of the grid
          ...[
            { text: "topText", color: PALETTE.exact, y: 230 },
            { text: "bottomText", color: PALETTE.bound, y: 250 },
            { text: "gapText", color: PALETTE.softInk, y: 280 },
          ].map(({ text, color, y: at }) => ({
            mark: { type: "text", align: "right", baseline: "bottom", dx: -8, color, fontSize: 14 },
            encoding: { x: { value: "width" }, y: { value: at }, text: { field: text } },
          })),
        ],
      },
    ],
  });
}
