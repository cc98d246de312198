import { checkSeries, type Named, styleOf } from "./roles";
import { type ChartSpec, type ChartWords, chartSpec } from "./spec";
import { PALETTE } from "./theme";

/** One part of a bar. */
export interface BarPart {
  readonly bar: string;
  readonly series: string;
  readonly value: number;
  /** Of an estimate: the chart shows two of them to each side of the end of the part. */
  readonly standardError?: number;
}

const ROW = 54;

/**
 * Bars of several parts, one behind the other, with the number of each part in it and the sum at the end, and two standard errors of an estimate each way: as the gap to
 * log p(x), split into what the family costs and what amortisation costs. @throws on a negative part, or one of no series.
 */
export function stackedBars(
  parts: readonly BarPart[],
  options: ChartWords & { readonly xTitle: string; readonly series: readonly Named[]; readonly digits?: number },
): ChartSpec {
  const { xTitle, series, digits = 2 } = options;
  checkSeries("stackedBars", parts, series);
  const negative = parts.find(({ value }) => !(value >= 0));
  if (negative) throw new Error(`stackedBars needs parts of at least 0, got ${negative.value} in "${negative.bar}"`);
  const names = [...new Set(parts.map(({ bar }) => bar))];
  const order = new Map(series.map(({ name }, i) => [name, i]));
  const placed = names.flatMap((bar) => {
    let from = 0;
    return parts
      .filter((part) => part.bar === bar)
      .sort((a, b) => order.get(a.series)! - order.get(b.series)!)
      .map((part) => {
        const start = from;
        from += part.value;
        const reach = 2 * (part.standardError ?? 0);
        const ends = { from: start, to: from, low: from - reach, high: from + reach };
        return { ...part, ...ends, middle: (start + from) / 2, label: part.value.toFixed(digits) };
      });
  });
  const isInParts = (bar: string) => placed.filter((part) => part.bar === bar).length > 1;
  const longest = Math.max(...placed.map(({ high }) => high));
  const totals = names.map((bar) => {
    const own = placed.filter((part) => part.bar === bar);
    return { bar, end: Math.max(...own.map(({ high }) => high)), label: own[own.length - 1].to.toFixed(digits) };
  });
  const domain = [0, longest * 1.14];
  const x = (field: string) => ({ field, type: "quantitative", title: xTitle, scale: { domain, nice: false } });
  const y = { field: "bar", type: "nominal", sort: names, scale: { domain: names }, axis: null };
  return chartSpec(
    options,
    {
      height: ROW * names.length,
      layer: [
        {
          data: { values: placed },
          mark: { type: "bar", size: 20, stroke: PALETTE.paper, yOffset: 8 },
          encoding: {
            y,
            x: x("from"),
            x2: { field: "to" },
            color: {
              field: "series",
              type: "nominal",
              title: null,
              scale: { domain: series.map(({ name }) => name), range: series.map(({ role }) => styleOf(role).color) },
            },
          },
        },
        {
          // a part that is narrower than its number goes without, and one that is the whole bar has it at the end
          data: { values: placed.filter(({ bar, value }) => value > 0.09 * longest && isInParts(bar)) },
          mark: { type: "text", color: PALETTE.paper, dy: 8, fontWeight: 600 },
          encoding: { y, x: x("middle"), text: { field: "label" } },
        },
        {
          data: { values: placed.filter(({ standardError }) => standardError !== undefined) },
          mark: { type: "rule", yOffset: 8, y2Offset: 8, strokeWidth: 2, color: PALETTE.ink },
          encoding: { y, x: x("low"), x2: { field: "high" } },
        },
        {
          data: { values: totals },
          mark: { type: "text", align: "left", dx: 6, dy: 8, color: PALETTE.ink },
          encoding: { y, x: x("end"), text: { field: "label" } },
        },
        {
          data: { values: totals },
          mark: { type: "text", align: "left", baseline: "bottom", dy: -5, color: PALETTE.ink },
          encoding: { y, x: { value: 0 }, text: { field: "bar" } },
        },
      ],
    },
    series.map(({ name }) => name),
  );
}
