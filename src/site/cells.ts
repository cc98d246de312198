import { type Html, html } from "./html";
import type { MarkdownPage } from "./markdown";
import type { Cell } from "./notebook";
import { renderOutputs } from "./outputs";
import type { Renderer } from "./renderer";

const EXERCISE = /^#{1,6}\s.*\bexercise/i;

/** The cells of a notebook in order; neighbouring solutions share one closed box. */
export function renderCells(cells: readonly Cell[], renderer: Renderer, page: MarkdownPage): Html {
  const parts: Html[] = [];
  let solution: Html[] = [];
  for (const [i, cell] of cells.entries()) {
    const content = renderCell(cell, renderer, page);
    if (!isSolution(cell)) {
      parts.push(content);
      continue;
    }
    solution.push(content);
    if (i + 1 < cells.length && isSolution(cells[i + 1])) continue;
    parts.push(html`<details class="solution"><summary>Show a solution</summary>\n${solution}</details>\n`);
    solution = [];
  }
  return html`${parts}`;
}

/** Where on its page the code cell with this id stands. */
export const anchorOf = (id: string): string => `cell-${id}`;

const isComment = (code: string): boolean => code.split("\n").every((line) => /^\s*(\/\/|$)/.test(line));

const isSolution = (cell: Cell): boolean => cell.tags.includes("solution");

function renderCell({ id, type, source, browserSeconds, outputs }: Cell, renderer: Renderer, page: MarkdownPage): Html {
  if (source.trim() === "") return html``;
  if (type === "code" && isComment(source)) return html``; // what a homework leaves of a hidden check
  if (type === "code") {
    const code = renderer.highlight(source.trimEnd(), "typescript");
    const seconds = browserSeconds === undefined ? "" : html` data-seconds="${browserSeconds}"`;
    return html`<div class="cell" id="${anchorOf(id)}"${seconds}>\n${code}\n${renderOutputs(outputs, renderer, page)}</div>\n`;
  }
  const text = renderer.markdown(source, page);
  return EXERCISE.test(source.trimStart()) ? html`<section class="exercise">\n${text}</section>\n` : text;
}
