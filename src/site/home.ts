import { html } from "./html";
import type { Heading } from "./markdown";
import { addressOf, type Lesson } from "./notebook-page";
import { renderPage } from "./page";
import type { Renderer } from "./renderer";

/** The home page: the introduction, with the list of notebooks after its first part. */
export function renderHome(introduction: string, lessons: readonly Lesson[], renderer: Renderer): string {
  const headings: Heading[] = [];
  const [opening, ...rest] = introduction.split(/^(?=## )/m);
  const items = lessons.map(
    (lesson) => html`<li><a href="${addressOf(lesson)}">${lesson.title.label}</a>
<p>${lesson.title.lead}</p></li>
`,
  );
  const main = html`<article class="home">
${renderer.markdown(opening, { headings })}<nav aria-label="Notebooks"><ol class="lessons">
${items}</ol></nav>
${renderer.markdown(rest.join(""), { headings })}</article>
`;
  return renderPage({ title: headings[0].text, description: headings[0].text, main });
}
