import { CONFIG } from "./theme";

/** A Vega-Lite v5 chart as plain JSON. */
export interface ChartSpec {
  readonly $schema: string;
  readonly title: { readonly text: string | readonly string[]; readonly subtitle?: string | readonly string[] };
  /** What the eye sees, for who does not see it. */
  readonly description: string;
  readonly [property: string]: unknown;
}

/** The words of a chart. */
export interface ChartWords {
  /** The finding, as a sentence. */
  readonly title: string | readonly string[];
  /** How to read it. */
  readonly subtitle?: string | readonly string[];
  /** What the eye sees, for who does not see it. */
  readonly description: string;
}

export const DEFAULT_WIDTH = 560;
export const DEFAULT_HEIGHT = 300;

/** A chart in the project's look, from its words and the Vega-Lite properties that draw it. */
export function chartSpec({ title, subtitle, description }: ChartWords, drawing: Record<string, unknown>): ChartSpec {
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    title: subtitle === undefined ? { text: title } : { text: title, subtitle },
    description,
    ...("hconcat" in drawing || "vconcat" in drawing ? {} : { width: DEFAULT_WIDTH, height: DEFAULT_HEIGHT }),
    ...drawing,
    config: CONFIG,
  };
}

/** The lines of a chart, each with its name, colour and dash: one encoding for the three, so that one legend says all. */
export interface Series {
  readonly name: string;
  readonly color: string;
  readonly dash?: readonly number[];
}

export const SOLID = [1, 0];
export const DASHED = [7, 4];
export const DOTTED = [2, 3];

/** Long enough to show a dash. The two legends of a series must be alike for Vega-Lite to draw them as one. */
const LINE_LEGEND = { symbolType: "stroke", symbolSize: 700, symbolStrokeWidth: 2.5 };

/** Colour and dash by the field `series`, in the order given. */
export function seriesEncoding(series: readonly Series[]): { readonly color: object; readonly strokeDash: object } {
  const domain = series.map(({ name }) => name);
  return {
    color: {
      field: "series",
      type: "nominal",
      scale: { domain, range: series.map(({ color }) => color) },
      title: null,
    },
    strokeDash: {
      field: "series",
      type: "nominal",
      scale: { domain, range: series.map(({ dash }) => dash ?? SOLID) },
      legend: LINE_LEGEND,
    },
  };
}
