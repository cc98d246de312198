import { type Place, placeLayers } from "./annotations";
import { checkFinite } from "./check-finite";
import { extent } from "./extent";
import { type ChartSpec, type ChartWords, chartSpec } from "./spec";
import { PALETTE } from "./theme";

/** How many values lie in each of even bins, and below the bars every value as a thin line of its own. */
export function histogram(
  values: readonly number[],
  options: ChartWords & { readonly xTitle: string; readonly bins?: number; readonly places?: readonly Place[] },
): ChartSpec {
  const { xTitle, bins = 20, places = [] } = options;
  if (values.length === 0) throw new Error("histogram needs at least one value, got none");
  checkFinite("histogram", values);
  const shown = [...values, ...places.map(({ x }) => x)];
  const [low, high] = extent(shown);
  const width = (high - low || 1) / bins;
  const counts = Array<number>(bins).fill(0);
  for (const value of values) counts[Math.min(bins - 1, Math.floor((value - low) / width))]++;
  const domain = [low - width, high + width];
  const x = { field: "x", type: "quantitative", title: xTitle, scale: { domain, nice: false, zero: false } };
  return chartSpec(options, {
    height: 240,
    layer: [
      {
        data: { values: counts.map((count, i) => ({ x: low + i * width, right: low + (i + 1) * width, count })) },
        transform: [{ filter: "datum.count > 0" }],
        mark: { type: "rect", color: PALETTE.data, opacity: 0.65, stroke: PALETTE.paper },
        encoding: {
          x,
          x2: { field: "right" },
          y: {
            field: "count",
            type: "quantitative",
            title: "count",
            axis: { tickMinStep: 1, format: "d" },
            scale: { domain: [0, 1.15 * Math.max(...counts)], nice: false },
          },
          y2: { datum: 0 },
        },
      },
      {
        data: { values: values.map((value) => ({ x: value })) },
        mark: { type: "rule", color: PALETTE.ink, opacity: 0.7 },
        encoding: { x, y: { value: { expr: "height - 7" } }, y2: { value: "height" } },
      },
      ...placeLayers(places, x, { shown, at: "head" }),
    ],
  });
}
