import { renderCells } from "./cells";
import { type Html, html } from "./html";
import type { Heading } from "./markdown";
import type { Notebook } from "./notebook";
import { renderPage } from "./page";
import type { Renderer } from "./renderer";

/** A notebook rendered, not yet set among its neighbours. */
export interface Lesson {
  readonly name: string;
  readonly title: Heading;
  readonly headings: readonly Heading[];
  readonly body: Html;
}

/** @throws an error of one line that names the notebook, if a formula does not parse or the title is missing */
export function renderLesson({ file, cells }: Notebook, renderer: Renderer): Lesson {
  const headings: Heading[] = [];
  try {
    const body = renderCells(cells, renderer, { headings });
    const [title] = headings;
    if (title?.level !== 1) throw new Error("a notebook needs a title, a line `# …`, as its first heading");
    return { name: nameOf(file), title, headings, body };
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : error}`);
  }
}

export const nameOf = (file: string): string => file.replace(/\.ipynb$/, "");

export const addressOf = ({ name }: Lesson): string => `${encodeURIComponent(name)}.html`;

/** The page of the i-th lesson, with the ways to the one before and the one after. */
export function renderNotebookPage(lessons: readonly Lesson[], i: number): string {
  const { title, headings, body } = lessons[i];
  return renderPage({
    title: `${title.text} · elbo`,
    description: `Notebook ${i + 1} of ${lessons.length}: ${title.text}`,
    contents: headings.filter(({ level }) => level === 2),
    main: html`<article>
<p class="place">Notebook ${i + 1} of ${lessons.length}</p>
${body}</article>
<nav class="turn" aria-label="Other notebooks">
${turn("prev", "Before this", lessons[i - 1])}${turn("next", "After this", lessons[i + 1])}</nav>
`,
  });
}

function turn(rel: "prev" | "next", word: string, lesson: Lesson | undefined): Html | undefined {
  return lesson && html`<a rel="${rel}" href="${addressOf(lesson)}"><small>${word}</small> ${lesson.title.label}</a>\n`;
}
