import { readFile } from "node:fs/promises";
import path from "node:path";
import type { ApiName } from "./api";
import { API_PAGE } from "./api-page";
import { html } from "./html";
import type { Heading } from "./markdown";
import type { Frame } from "./page";
import type { Renderer } from "./renderer";
import { withSubscripts } from "./subscripts";

const PACKAGE = path.join(__dirname, "..", "..");

const CONCEPTS = `# Concept map

Each idea of the lecture, on paper and in code: where it is declared, and the first notebook that brings it.
`;

/** The pages that are documents of the repository: its notation, and the concept map of its README. */
export async function documentPages(names: readonly ApiName[], renderer: Renderer): Promise<readonly Frame[]> {
  const readme = await readFile(path.join(PACKAGE, "README.md"), "utf8");
  const notation = await readFile(path.join(PACKAGE, "docs", "notation.md"), "utf8");
  return [
    page({ file: "concepts.html", place: "Concepts", source: `${CONCEPTS}\n${sectionOf(readme, "Concept map")}` }),
    page({ file: "notation.html", place: "Notation", source: notation }),
  ];

  function page({ source, ...where }: { file: string; place: string; source: string }): Frame {
    const headings: Heading[] = [];
    const text = withSubscripts(renderer.markdown(withLinks(source, names), { headings }));
    const [{ text: title, lead }] = headings;
    const description = lead?.markup.replace(/<[^>]*>/g, "") ?? title;
    return {
      ...where,
      title: `${title} · elbo`,
      description,
      main: html`<article class="document">\n${text}</article>\n`,
    };
  }
}

/** What stands below a heading of the second level, up to the next. */
function sectionOf(markdown: string, heading: string): string {
  const section = markdown.split(/^## /m).find((text) => text.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`the site needs a section "${heading}" in README.md, got none`);
  return section.slice(heading.length);
}

/** Public names and notebooks in backticks lead to their pages, the notebooks by their numbers. */
function withLinks(markdown: string, names: readonly ApiName[]): string {
  const known = new Set(names.map(({ name }) => name));
  return markdown.replace(/(?<!\[)`([^`\n]+)`/g, (code, text: string) => {
    const [name] = text.match(/^[a-z]\w*(?=\(|$)/i) ?? [""];
    if (known.has(name)) return `[${code}](${API_PAGE}#${name})`;
    const [number] = text.match(/^\d\d(?=-[\w-]+$)/) ?? [];
    return number ? `[${number}](${text}.ipynb)` : code;
  });
}
