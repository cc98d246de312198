import { parse } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { CHART_TYPE, captionOf, describe, embeddedJson } from "./chart";
import { themed } from "./client/theme";
import { type Html, html } from "./html";
import type { Lesson } from "./notebook";
import { renderPicture } from "./outputs";
import type { Renderer } from "./renderer";
import { isRecord, type JsonRecord } from "./shown";

const TAG = "home";
/** Of the numbers that it is drawn from: more than it shows, fewer than they have. */
const DIGITS = 9;

/**
 * The chart of the cell that is tagged `home`, with its knobs, and the script that draws it before the rest of the page is read. It is compiled here, from Vega-Lite to what Vega runs, and has its
 * picture only where scripts are off: the first page is to be light.
 */
export function homeFigure(lessons: readonly Lesson[], renderer: Renderer): Html | undefined {
  const outputs = lessons
    .flatMap(({ cells }) => cells.filter(({ tags }) => tags.includes(TAG)))
    .flatMap((cell) => cell.outputs);
  for (const output of outputs) {
    const spec = output.type === "display" ? output.data[CHART_TYPE] : undefined;
    if (output.type !== "display" || !isRecord(spec)) continue;
    const { data, metadata } = output;
    return html`<figure class="chart compiled">
${captionOf(spec.title)}<div class="drawing" role="img" aria-label="${describe(data, metadata)}" hidden></div>
<div class="controls"></div>
<noscript><div class="still">${renderPicture(data, metadata, renderer)}</div></noscript>
<script type="application/json">${embeddedJson(compiled(spec))}</script>
</figure>
<script src="assets/home.js"></script>
`;
  }
  return undefined;
}

function compiled({ title, usermeta, ...spec }: JsonRecord): object {
  const untitled = captionOf(title) ? spec : { ...spec, title };
  const runtime = parse(compile(themed(untitled as unknown as TopLevelSpec, false)).spec, undefined, { ast: true });
  // each expression comes as a tree, for the interpreter, and as code, of which Vega only asks whether two are the same
  const codes: unknown[] = [];
  const short = (code: unknown): string => String(codes.includes(code) ? codes.indexOf(code) : codes.push(code) - 1);
  return JSON.parse(
    JSON.stringify(runtime, (key, value) => {
      if (key === "code") return short(value);
      if (key === "raw") return undefined; // how a literal was written
      return typeof value === "number" ? Number(value.toPrecision(DIGITS)) : value;
    }),
  );
}
