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

/**
 * A chart in the project's look, from its words and the Vega-Lite properties that draw it. Long titles are broken into
 * lines, and the names of a long legend into columns, so that a chart is not wider than what it draws.
 */
export function chartSpec(
  { title, subtitle, description }: ChartWords,
  drawing: Record<string, unknown>,
  legendNames: readonly string[] = [],
): ChartSpec {
  const width = typeof drawing.width === "number" ? drawing.width : DEFAULT_WIDTH;
  const text = broken(title, width / TITLE_ADVANCE);
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    title: subtitle === undefined ? { text } : { text, subtitle: broken(subtitle, width / SUBTITLE_ADVANCE) },
    description,
    ...("hconcat" in drawing || "vconcat" in drawing ? {} : { width: DEFAULT_WIDTH, height: DEFAULT_HEIGHT }),
    ...drawing,
    config: { ...CONFIG, legend: { ...CONFIG.legend, ...columnsFor(legendNames, width) } },
  };
}

/** The mean width of a character in pixels, at the sizes of the theme. */
const TITLE_ADVANCE = 7;
const SUBTITLE_ADVANCE = 6;
const LEGEND_ADVANCE = 6.2;
/** What a legend draws before each name, and the space behind it. */
const LEGEND_SYMBOL = 62;

/** The text in lines of at most so many characters; a text that fits, and one that has lines already, stay as they are. */
function broken(text: string | readonly string[], longest: number): string | readonly string[] {
  if (typeof text !== "string" || text.length <= longest) return text;
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines[lines.length - 1];
    if (line === "") lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= longest) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function columnsFor(names: readonly string[], width: number): { columns?: number } {
  const widest = Math.max(0, ...names.map((name) => name.length)) * LEGEND_ADVANCE + LEGEND_SYMBOL;
  const all = names.reduce((sum, name) => sum + name.length * LEGEND_ADVANCE + LEGEND_SYMBOL, 0);
  return all <= width ? {} : { columns: Math.max(1, Math.floor(width / widest)) };
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
export function seriesEncoding(series: readonly Series[]): SeriesEncoding {
  return styledBy(series, { field: "series" });
}

/** The same for a line that has a column of its own: which of the series it is. */
export function oneSeries(series: readonly Series[], name: string): SeriesEncoding {
  return styledBy(series, { datum: name });
}

interface SeriesEncoding {
  readonly color: object;
  readonly strokeDash: object;
}

function styledBy(series: readonly Series[], name: object): SeriesEncoding {
  const domain = series.map(({ name }) => name);
  return {
    color: { ...name, type: "nominal", scale: { domain, range: series.map(({ color }) => color) }, title: null },
    strokeDash: {
      ...name,
      type: "nominal",
      scale: { domain, range: series.map(({ dash }) => dash ?? SOLID) },
      legend: LINE_LEGEND,
    },
  };
}
