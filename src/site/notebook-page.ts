import { renderCells } from "./cells";
import { type Html, html } from "./html";
import type { Heading } from "./markdown";
import type { Lesson } from "./notebook";
import { renderPage } from "./page";
import type { Renderer } from "./renderer";

/** A notebook rendered, not yet set among its neighbours. */
export interface Chapter {
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
    return { file: `${name}.html`, title, headings, body };
  } catch (error) {
    throw new Error(`${name}.ipynb: ${error instanceof Error ? error.message : error}`);
  }
}

/** The page of the i-th chapter, with the ways to the one before and the one after. */
export function renderNotebookPage(chapters: readonly Chapter[], i: number): string {
  const { title, headings, body } = chapters[i];
  return renderPage({
    title: `${title.text} · elbo`,
    description: `Notebook ${i + 1} of ${chapters.length}: ${title.text}`,
    contents: headings.filter(({ level }) => level === 2),
    main: html`<article>
<p class="place">Notebook ${i + 1} of ${chapters.length}</p>
${body}</article>
<nav class="turn" aria-label="Other notebooks">
${turn("prev", "Before this", chapters[i - 1])}${turn("next", "After this", chapters[i + 1])}</nav>
`,
  });
}

function turn(rel: "prev" | "next", word: string, chapter: Chapter | undefined): Html | undefined {
  if (chapter === undefined) return undefined;
  return html`<a rel="${rel}" href="${encodeURIComponent(chapter.file)}"><small>${word}</small> ${chapter.title.label}</a>\n`;
}
