import { type Html, html, raw } from "./html";
import { isRecord, type JsonRecord, recordOf, textOf } from "./shown";

export const CHART_TYPE = "application/vnd.vegalite.v5+json";

/** JSON that may stand inside `<script>`: no tag, no comment, no line separator; it parses back equal. */
export const embeddedJson = (value: unknown): Html =>
  raw(
    JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`),
  );

/** The words for a chart: what its author wrote as description, else what its picture or its text says. */
export const describe = (data: JsonRecord, metadata: JsonRecord): string =>
  textOf(recordOf(data[CHART_TYPE]).description) ||
  textOf(recordOf(metadata["image/png"]).alt) ||
  textOf(data["text/plain"]);

/** A chart as a figure: the still picture, and the specification from which the browser draws it live. */
export function renderChart(spec: JsonRecord, still: Html, description: string): Html {
  return html`
<figure class="chart${"hconcat" in spec ? " wide" : ""}">
${captionOf(spec.title)}<div class="still">${still}</div>
<div class="drawing" role="img" aria-label="${description}" hidden></div>
<div class="controls"></div>
<script type="application/json">${embeddedJson(spec)}</script>
</figure>
`;
}

/** A title as text that wraps on a phone. One that changes with a slider is no string, and stays in the drawing. */
export function captionOf(title: unknown): Html | undefined {
  const { text, subtitle } = isRecord(title) ? title : { text: title, subtitle: undefined };
  if (!lineOf(text) || (subtitle !== undefined && !lineOf(subtitle))) return undefined;
  return html`<figcaption><strong>${lineOf(text)}</strong> ${lineOf(subtitle)}</figcaption>\n`;
}

const lineOf = (text: unknown): string => (Array.isArray(text) ? text.map(textOf).join(" ") : textOf(text));
