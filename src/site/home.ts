import { type Html, html } from "./html";
import type { Heading } from "./markdown";
import type { Chapter } from "./notebook-page";
import type { Frame } from "./page";
import type { Renderer } from "./renderer";

/** What the home page is made of, besides its words. */
export interface HomeParts {
  readonly chapters: readonly Chapter[];
  readonly figure: Html | undefined;
}

/** The home page: the introduction, with a figure above its formula and the list of notebooks after its first part. */
export function homePage(introduction: string, { chapters, figure }: HomeParts, renderer: Renderer): Frame {
  const headings: Heading[] = [];
  const [opening, ...rest] = introduction.split(/^(?=## )/m);
  const [promise, ...formula] = opening.split(/^(?=\$\$$)/m);
  const main = html`<article class="home">
${renderer.markdown(promise, { headings })}${figure}${renderer.markdown(formula.join(""), { headings })}<nav id="notebooks" aria-label="Notebooks">${chapterList(chapters)}</nav>
${renderer.markdown(rest.join(""), { headings })}</article>
`;
  return { file: "index.html", title: headings[0].text, description: headings[0].text, main };
}

/** Notebooks with their promises, each a link to its page. */
export function chapterList(chapters: readonly Chapter[]): Html {
  const items = chapters.map(
    ({ file, title }) => html`<li><a href="${encodeURIComponent(file)}">${title.label}</a>
<p>${title.lead}</p></li>
`,
  );
  return html`<ol class="lessons">\n${items}</ol>`;
}
