import { renderCells } from "./cells";
import { type Html, html } from "./html";
import type { Heading } from "./markdown";
import type { Lesson } from "./notebook";
import type { Frame } from "./page";
import type { Renderer } from "./renderer";

/** A notebook rendered, not yet set among its neighbours. */
export interface Chapter {
  /** Of its notebook, without `.ipynb`. */
  readonly name: string;
  /** File name of the page. */
  readonly file: string;
  readonly title: Heading;
  readonly headings: readonly Heading[];
  readonly body: Html;
}

/** @throws an error of one line that names the notebook, if a formula does not parse or the title is missing */
export function renderChapter({ name, cells }: Lesson, renderer: Renderer): Chapter {
  const headings: Heading[] = [];
  try {
    const body = renderCells(cells, renderer, { headings });
    const [title] = headings;
    if (title?.level !== 1) throw new Error("a notebook needs a title, a line `# …`, as its first heading");
    return { name, file: `${name}.html`, title, headings, body };
  } catch (error) {
    throw new Error(`${name}.ipynb: ${error instanceof Error ? error.message : error}`);
  }
}

/** Folder of the notebooks that a reader may take along. */
export const NOTEBOOKS = "notebooks";

/** Where the notebooks of a series are listed. */
const listOf = { Notebook: "index.html#notebooks", Homework: "homework.html" } as const;

/** The page of the i-th chapter of a series of notebooks, with the ways to the one before and the one after. */
export function notebookPage(series: "Notebook" | "Homework", chapters: readonly Chapter[], i: number): Frame {
  const { name, file, title, headings, body } = chapters[i];
  const place = `${series} ${i + 1} of ${chapters.length}`;
  return {
    file,
    title: `${title.text} · elbo`,
    description: `${place}: ${title.text}`,
    contents: headings.filter(({ level }) => level === 2),
    main: html`<article>
<p class="place"><a href="${listOf[series]}">${place}</a> <a href="${NOTEBOOKS}/${encodeURIComponent(name)}.ipynb" download>Download as a notebook</a></p>
${body}</article>
<nav class="turn" aria-label="Before and after">
${turn("prev", "Before this", chapters[i - 1])}${turn("next", "After this", chapters[i + 1])}</nav>
`,
  };
}

function turn(rel: "prev" | "next", word: string, chapter: Chapter | undefined): Html | undefined {
  if (chapter === undefined) return undefined;
  return html`<a rel="${rel}" href="${encodeURIComponent(chapter.file)}"><small>${word}</small> ${chapter.title.label}</a>\n`;
}
