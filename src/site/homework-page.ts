import { chapterList } from "./home";
import { html } from "./html";
import type { Chapter } from "./notebook-page";
import type { Frame } from "./page";

const LEAD =
  "Functions to write, each marked on inputs that nobody has seen, against exact answers. The pages show the homeworks as they are handed out, each with its notebook to work in.";

/** The list of the homeworks; none where there are none. */
export function homeworkPage(chapters: readonly Chapter[]): readonly Frame[] {
  if (chapters.length === 0) return [];
  const main = html`<article>
<h1>Homework</h1>
<p>${LEAD}</p>
${chapterList(chapters)}
</article>
`;
  return [{ file: "homework.html", place: "Homework", title: "Homework · elbo", description: LEAD, main }];
}
