import { beforeAll, describe, expect, test } from "vitest";
import { renderCells } from "../../src/site/cells";
import { type Lesson, readLesson } from "../../src/site/notebook";
import { createRenderer, type Renderer } from "../../src/site/renderer";
import { codeCell, display, markdownCell, stream, temporaryFolder, writeNotebook } from "./notebooks";
import { MARKDOWN, MARKUP } from "./payloads";
import { liveTags } from "./tags";

const CHART = "application/vnd.vegalite.v5+json";
const CHECK = "application/vnd.elbo.check+json";
const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

let renderer: Renderer;
beforeAll(async () => {
  renderer = await createRenderer(() => false);
});

function read(cells: readonly object[]): Lesson {
  const folder = temporaryFolder();
  writeNotebook(folder, "cells", cells);
  return readLesson(`${folder}/cells.ipynb`);
}

const render = (...cells: readonly object[]): string =>
  renderCells(read(cells).cells, renderer, { headings: [] }).markup;
const renderOutputs = (...outputs: readonly object[]): string =>
  render(codeCell("x", outputs))
    .replace(/^.*?<\/pre>\n/s, "")
    .replace("</div>\n", "");

/** Every place in a notebook where words come in. */
const places: Readonly<Record<string, (words: string) => object>> = {
  "a Markdown cell": markdownCell,
  "a code cell": (words) => codeCell(words),
  "standard output": (words) => codeCell("x", [stream(words)]),
  "standard error": (words) => codeCell("x", [stream(words, "stderr")]),
  "an error": (words) => codeCell("x", [{ output_type: "error", ename: words, evalue: words, traceback: [words] }]),
  "a plain text": (words) => codeCell("x", [display({ "text/plain": words })]),
  "a Markdown output": (words) => codeCell("x", [display({ "text/markdown": words })]),
  "an HTML output": (words) => codeCell("x", [display({ "text/html": words, "text/plain": "text" })]),
  "an SVG output": (words) => codeCell("x", [display({ "image/svg+xml": words, "text/plain": "text" })]),
  "a script output": (words) => codeCell("x", [display({ "application/javascript": words, "text/plain": "text" })]),
  "a picture": (words) => codeCell("x", [display({ "image/png": PNG }, { "image/png": { alt: words, width: words } })]),
  "a picture's bytes": (words) => codeCell("x", [display({ "image/png": words, "text/plain": words })]),
  "a check": (words) => codeCell("x", [display({ [CHECK]: { claim: words, pass: words }, "text/plain": words })]),
  "a chart": (words) =>
    codeCell("x", [
      display({
        [CHART]: { title: { text: words, subtitle: words }, description: words, data: { values: [words] } },
        "text/plain": words,
      }),
    ]),
};

describe("nothing in a notebook is live, whatever stands in", () => {
  test.each(Object.entries(places))("%s", (_, cell) => {
    expect(liveTags(render(...[...MARKUP, ...MARKDOWN].map(cell)))).toEqual([]);
  });
});

describe("outputs", () => {
  test("of one stream are joined, of two are kept apart", () => {
    expect(renderOutputs(stream("a\nb"), stream("c\n"), stream("warning", "stderr"))).toBe(
      '<pre class="output stdout">a\nbc\n</pre>\n<pre class="output stderr">warning</pre>\n',
    );
  });

  test("lose the colours of a terminal, and lines that were overwritten", () => {
    expect(renderOutputs(stream("\u001b[31mred\u001b[0m\n10 %\r20 %\rdone\n"))).toBe(
      '<pre class="output stdout">red\ndone\n</pre>\n',
    );
  });

  test("that are errors show the traceback, else name and message", () => {
    const error = { output_type: "error", ename: "Error", evalue: "no", traceback: [] };
    expect(renderOutputs(error)).toBe('<pre class="output error">Error: no</pre>\n');
    expect(renderOutputs({ ...error, traceback: ["\u001b[31mError\u001b[0m: no", "  at cell"] })).toBe(
      '<pre class="output error">Error: no\n  at cell</pre>\n',
    );
  });

  test("with several forms show the richest that is safe", () => {
    const forms = { "text/html": "<b>x</b>", "text/plain": "plain", "text/markdown": "*marked*", "image/png": PNG };
    expect(render(codeCell("x", [display(forms)]))).toContain("<em>marked</em>");
    const { "text/markdown": _, ...picture } = forms;
    expect(render(codeCell("x", [display(picture, { "image/png": { width: 3, height: 2, alt: "dot" } })]))).toMatch(
      /<figure><img loading="lazy" src="pictures\/[0-9a-f]{16}\.png" alt="dot" width="3" height="2"><\/figure>/,
    );
    expect(renderOutputs(display({ "text/html": "<b>x</b>", "text/plain": "plain" }))).toBe(
      '<pre class="output result">plain\n</pre>\n',
    );
    expect(render(codeCell("x", [display({ "text/html": "<b>x</b>" })]))).not.toContain("output");
  });

  test("that are checks show the line with its tick or cross, in one list", () => {
    const check = (pass: boolean, line: string) => display({ [CHECK]: { pass }, "text/plain": line });
    expect(render(codeCell("x", [check(true, "✓ a: 1"), check(false, "✗ b: 2")]))).toContain(
      '<ul class="checks"><li class="pass"><span class="unseen">Passed: </span>a: 1</li>' +
        '<li class="fail"><span class="unseen">Failed: </span>b: 2</li></ul>',
    );
  });
});

describe("cells", () => {
  const solution = (cell: object) => ({ ...cell, metadata: { tags: ["solution"] } });

  test("that are tagged as a solution are folded away, neighbours together", () => {
    const page = render(codeCell("a"), solution(markdownCell("b")), solution(codeCell("c")), codeCell("d"));
    expect(page.match(/<details class="solution">.*?<\/details>/gs)).toHaveLength(1);
    expect(page).toMatch(/a<\/code>.*<summary>Show a solution<\/summary>.*b.*c<\/code>.*<\/details>.*d<\/code>/s);
  });

  test("that set an exercise are marked, and stay in view", () => {
    expect(render(markdownCell("## Exercise 2: a third hill\n\nAdd one."))).toMatch(/^<section class="exercise">/);
    expect(render(markdownCell("## Hills\n\nAn exercise in patience."))).not.toContain('exercise"');
  });

  test("of code are coloured by classes, with no style of their own", () => {
    const page = render(codeCell('const x = "a<b"; // q(z | x)'));
    expect(page).toContain('<span class="keyword">const</span>');
    expect(page).toContain("&quot;a&lt;b&quot;");
    expect(page).toContain('<span class="comment">// q(z | x)</span>');
    expect(page).not.toContain("style=");
  });

  test("that are raw or empty are left out", () => {
    expect(render({ ...markdownCell("raw"), cell_type: "raw" }, codeCell(" \n"), markdownCell(""))).toBe("");
  });
});
