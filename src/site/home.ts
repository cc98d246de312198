import { html } from "./html";
import type { Heading } from "./markdown";
import type { Chapter } from "./notebook-page";
import { renderPage } from "./page";
import type { Renderer } from "./renderer";

/** The home page: the introduction, with the list of notebooks after its first part. */
export function renderHome(introduction: string, chapters: readonly Chapter[], renderer: Renderer): string {
  const headings: Heading[] = [];
  const [opening, ...rest] = introduction.split(/^(?=## )/m);
  const items = chapters.map(
    ({ file, title }) => html`<li><a href="${encodeURIComponent(file)}">${title.label}</a>
<p>${title.lead}</p></li>
`,
  );
  const main = html`<article class="home">
${renderer.markdown(opening, { headings })}<nav aria-label="Notebooks"><ol class="lessons">
${items}</ol></nav>
<p>What they import is set out name by name, with formula, shapes, units and errors: <a href="api.html">the library</a>.</p>
${renderer.markdown(rest.join(""), { headings })}</article>
`;
  return renderPage({ title: headings[0].text, description: headings[0].text, main });
}
