import { CHART_TYPE, describe, renderChart } from "./chart";
import { type Html, html } from "./html";
import { isRecord, type JsonRecord, recordOf, type Shown, textOf } from "./shown";

export const CHECK_TYPE = "application/vnd.elbo.check+json";

/** What one output shows, and the kind of box for it; neighbours of one kind share a box. */
interface Piece {
  readonly kind: "stdout" | "stderr" | "error" | "result" | "checks" | "rich";
  readonly content: Html;
}

/** What outputs need of a page: its Markdown, and addresses for pictures in base 64. */
interface OutputRenderer<Page> {
  readonly markdown: (source: string, page: Page) => Html;
  readonly picture: (png: string) => string;
}

export function renderOutputs<Page>(outputs: readonly Shown[], renderer: OutputRenderer<Page>, page: Page): Html {
  const boxes: { kind: Piece["kind"]; contents: Html[] }[] = [];
  for (const output of outputs) {
    const piece = pieceOf(output, renderer, page);
    if (piece === undefined) continue;
    const last = boxes.at(-1);
    if (last?.kind === piece.kind) last.contents.push(piece.content);
    else boxes.push({ kind: piece.kind, contents: [piece.content] });
  }
  return html`${boxes.map(({ kind, contents }) => {
    if (kind === "rich") return html`${contents}`;
    if (kind === "checks") return html`<ul class="checks">${contents}</ul>\n`;
    return html`<pre class="output ${kind}">${contents}</pre>\n`;
  })}`;
}

function pieceOf<Page>(output: Shown, renderer: OutputRenderer<Page>, page: Page): Piece | undefined {
  if (output.type === "stream") {
    return { kind: output.name === "stderr" ? "stderr" : "stdout", content: html`${output.text}` };
  }
  if (output.type === "error") return { kind: "error", content: html`${output.text}` };

  // HTML and SVG are left aside: they could carry scripts, and whoever makes them gives text as well
  const { data, metadata } = output;
  const [check, chart] = [data[CHECK_TYPE], data[CHART_TYPE]];
  if (isRecord(check)) return { kind: "checks", content: renderCheck(check, textOf(data["text/plain"])) };
  const still = renderPicture(data, metadata, renderer);
  if (isRecord(chart)) {
    const text = html`<p>${textOf(data["text/plain"])}</p>`;
    return { kind: "rich", content: renderChart(chart, still ?? text, describe(data, metadata)) };
  }
  const markdown = textOf(data["text/markdown"]);
  if (markdown)
    return { kind: "rich", content: html`<div class="output">${renderer.markdown(markdown, page)}</div>\n` };
  if (still) return { kind: "rich", content: html`<figure>${still}</figure>\n` };
  const text = textOf(data["text/plain"]);
  return text ? { kind: "result", content: html`${text}\n` } : undefined;
}

export function renderPicture(
  data: JsonRecord,
  metadata: JsonRecord,
  renderer: Pick<OutputRenderer<never>, "picture">,
): Html | undefined {
  const png = textOf(data["image/png"]);
  if (!png) return undefined;
  const { width, height } = recordOf(metadata["image/png"]);
  const size =
    Number(width) > 0 && Number(height) > 0 ? html` width="${Number(width)}" height="${Number(height)}"` : "";
  return html`<img loading="lazy" src="${renderer.picture(png)}" alt="${describe(data, metadata)}"${size}>`;
}

function renderCheck({ pass }: JsonRecord, line: string): Html {
  const [name, word] = pass === true ? ["pass", "Passed"] : ["fail", "Failed"];
  const claim = line.replace(/^[✓✔✗✘]\s*/u, "");
  return html`<li class="${name}"><span class="unseen">${word}: </span>${claim}</li>`;
}
