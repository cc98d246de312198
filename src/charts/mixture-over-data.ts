import { type Axes, axes } from "./clusters";
import { ellipse } from "./ellipse";
import { extent } from "./extent";
import { type ChartSpec, type ChartWords, chartSpec } from "./spec";
import { PALETTE } from "./theme";

/** One state of a two-component mixture over its data. */
export interface MixtureFrame {
  readonly means: readonly (readonly number[])[];
  readonly covariances: readonly (readonly (readonly number[])[])[];
  /** p(z = 1∣x), or what q says of it, for each datapoint. */
  readonly responsibilities: readonly number[];
  /** What stands in the corner of the chart. */
  readonly label: string;
}

/**
 * A two-component Gaussian mixture over its data: ellipses at one and two standard deviations, and datapoints coloured by
 * the probability of the second component, `partTitle`. Several frames bring a slider that steps through them.
 */
export function mixtureOverData(
  points: readonly { readonly x: number; readonly y: number }[],
  frames: readonly MixtureFrame[],
  options: ChartWords & Axes & { readonly sliderName?: string; readonly partTitle?: string },
): ChartSpec {
  const outlines = frames.flatMap(ellipses);
  // one pair of axes for all frames, so that only the mixture moves, with room for the label
  const heights = [...points, ...outlines].map((point) => point.y);
  const [lowest, highest] = extent(heights);
  const above = { x: points[0].x, y: highest + 0.08 * (highest - lowest) };
  const { x, y } = axes(options, [...points, ...outlines, above]);
  const last = frames.length - 1;
  return chartSpec(options, {
    height: 360,
    params: [
      {
        name: "frame",
        value: last,
        ...(last > 0 && {
          bind: { input: "range", min: 0, max: last, step: 1, name: `${options.sliderName ?? "step"} ` },
        }),
      },
    ],
    layer: [
      {
        data: {
          values: points.map((point, i) => ({ ...point, r: frames.map((f) => rounded(f.responsibilities[i])) })),
        },
        transform: [{ calculate: "datum.r[frame]", as: "p" }],
        mark: { type: "point", filled: true, opacity: 0.85, size: 38 },
        encoding: {
          x,
          y,
          color: {
            field: "p",
            type: "quantitative",
            scale: { domain: [0, 0.5, 1], range: [PALETTE.firstComponent, PALETTE.line, PALETTE.secondComponent] },
            legend: {
              title: options.partTitle ?? "p(z = 1 | x)",
              titleFontWeight: 400,
              titleFontSize: 13,
              gradientLength: 180,
              values: [0, 0.5, 1],
            },
          },
        },
      },
      {
        data: { values: outlines },
        transform: [{ filter: "datum.frame === frame" }],
        mark: { type: "line", clip: true, strokeWidth: 2 },
        encoding: {
          x,
          y,
          order: { field: "t" },
          detail: [{ field: "component" }, { field: "radius" }],
          stroke: {
            field: "component",
            type: "nominal",
            scale: { domain: ["0", "1"], range: [PALETTE.firstComponent, PALETTE.secondComponent] },
            legend: null,
          },
          strokeDash: {
            field: "component",
            type: "nominal",
            scale: {
              domain: ["0", "1"],
              range: [
                [7, 4],
                [1, 0],
              ],
            },
            legend: null,
          },
        },
      },
      {
        data: { values: frames.map(({ label }, frame) => ({ frame, label: label.replace(/-(?=\d)/g, "−") })) },
        transform: [{ filter: "datum.frame === frame" }],
        mark: { type: "text", align: "left", baseline: "top", fontSize: 14 },
        encoding: { x: { value: 8 }, y: { value: 4 }, text: { field: "label" } },
      },
    ],
  });
}

/** To a thousandth, which no eye can tell in a picture: it halves the size of a chart. */
function rounded(value: number): number {
  return Math.round(value * 1e3) / 1e3 + 0; // + 0 turns −0, which JSON does not keep, into 0
}

/** The ellipses of both components, at one and two standard deviations. */
function ellipses({ means, covariances }: MixtureFrame, frame: number) {
  return means.flatMap((mean, component) =>
    [1, 2].flatMap((radius) =>
      ellipse(mean, covariances[component], radius).map(({ x, y }, t) => ({
        frame,
        component: String(component),
        radius,
        t,
        x: rounded(x),
        y: rounded(y),
      })),
    ),
  );
}
