import { extent } from "./extent";
import { type ChartSpec, type ChartWords, chartSpec, DASHED, DOTTED, seriesEncoding } from "./spec";
import { PALETTE } from "./theme";

/** One normal component of a one-dimensional mixture. */
interface Component {
  readonly mean: number;
  readonly scale: number;
}

/**
 * A mixture of two normals in one dimension over a histogram of the data: each weighted component dashed, their sum, the
 * exact marginal, in black. A slider moves the weight of the first, and the exact log-likelihood of the data follows.
 */
export function mixtureDensity(
  {
    data,
    components,
    weight,
    xTitle,
  }: {
    readonly data: readonly number[];
    /** Two of them. */
    readonly components: readonly Component[];
    readonly weight: number;
    readonly xTitle: string;
  },
  words: ChartWords,
): ChartSpec {
  if (components.length !== 2) throw new Error(`mixtureDensity needs two components, got ${components.length}`);
  const [first, second] = components.map(
    ({ mean, scale }) =>
      (x: string) =>
        `densityNormal(${x}, ${mean}, ${scale})`,
  );
  const names = ["π₀ N(x; μ₀, σ₀²)", "π₁ N(x; μ₁, σ₁²)", "p(x), their sum"];
  const [low, high] = extent(data);
  const margin = (high - low) * 0.12;
  const x = {
    field: "x",
    type: "quantitative",
    title: xTitle,
    scale: { domain: [low - margin, high + margin], nice: false },
  };
  // one axis for every weight, so that the bells move and the histogram does not, with room for the words above
  const highest = 1.15 * Math.max(...components.map(({ scale }) => 1 / (scale * Math.sqrt(2 * Math.PI))));
  const y = (field: string) => ({ field, type: "quantitative", title: "density", scale: { domain: [0, highest] } });
  const binWidth = (high - low) / 24;
  return chartSpec(words, {
    params: [
      {
        name: "weight",
        value: weight,
        bind: { input: "range", min: 0.01, max: 0.99, step: 0.005, name: "weight π₀ of the first component " },
      },
    ],
    layer: [
      {
        data: { values: histogram(data, low, binWidth) },
        mark: { type: "rect", color: PALETTE.gap, opacity: 0.3 },
        encoding: { x, x2: { field: "right" }, y: y("density"), y2: { datum: 0 } },
      },
      {
        data: {
          sequence: { start: low - margin, stop: high + margin, step: (high - low + 2 * margin) / 240, as: "x" },
        },
        transform: [
          { calculate: `weight * ${first("datum.x")}`, as: names[0] },
          { calculate: `(1 - weight) * ${second("datum.x")}`, as: names[1] },
          { calculate: `datum['${names[0]}'] + datum['${names[1]}']`, as: names[2] },
          { fold: names, as: ["series", "density"] },
        ],
        mark: { type: "line" },
        encoding: {
          x,
          y: y("density"),
          ...seriesEncoding([
            { name: names[0], color: PALETTE.firstComponent, dash: DASHED },
            { name: names[1], color: PALETTE.secondComponent, dash: DOTTED },
            { name: names[2], color: PALETTE.exact },
          ]),
        },
      },
      {
        data: { values: data.map((value) => ({ x: value })) },
        transform: [
          { calculate: `log(weight * ${first("datum.x")} + (1 - weight) * ${second("datum.x")})`, as: "nats" },
          { aggregate: [{ op: "sum", field: "nats", as: "total" }] },
          { calculate: "'exact log-likelihood ' + format(datum.total, '.3f') + ' nats'", as: "label" },
        ],
        mark: { type: "text", align: "left", baseline: "top", color: PALETTE.exact, fontSize: 14 },
        encoding: { x: { value: 6 }, y: { value: 4 }, text: { field: "label" } },
      },
    ],
  });
}

/** Bars whose areas sum to one, so that they share the axis of a density. */
function histogram(data: readonly number[], low: number, binWidth: number) {
  const counts = new Map<number, number>();
  for (const value of data) {
    const bin = Math.floor((value - low) / binWidth);
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  return [...counts].map(([bin, count]) => ({
    x: low + bin * binWidth,
    right: low + (bin + 1) * binWidth,
    density: count / (data.length * binWidth),
  }));
}
