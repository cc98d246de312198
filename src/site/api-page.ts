import type { ApiName, Doc } from "./api";
import { type Room, roomsOf } from "./api-rooms";
import { escapeHtml, type Html, html, raw } from "./html";
import type { Heading } from "./markdown";
import type { Frame } from "./page";
import type { Renderer } from "./renderer";
import { withSubscripts } from "./subscripts";

export const API_PAGE = "api.html";

const INTRODUCTION = `# The library, name by name

Everything that \`import { … } from "elbo"\` offers, in the lecture's order, from the doc comments of its source.

Every log probability is in nats, one for each datapoint, to be maximised. In a shape, $K$ counts Monte Carlo draws, $B$ the datapoints of a batch, $N$ all datapoints, $P$ the numbers of a datapoint, $D$ those of a latent, and $C$ the values of a discrete one. $[K, B, D]$ with one pair of brackets is a tensor, in float32; $[B][P]$ with a pair for each axis is an array of arrays of plain numbers, in float64.
`;

/** The page of the library: every public name with its declaration, and what its doc comment says. */
export function apiPage(names: readonly ApiName[], renderer: Renderer): Frame {
  const headings: Heading[] = [];
  const markdown = (source: string) => renderer.markdown(source, { headings });
  const introduction = markdown(INTRODUCTION);
  const rooms = roomsOf(names).map((room) => renderRoom(room, markdown, (code) => linked(code, names, renderer)));
  return {
    file: API_PAGE,
    place: "API",
    title: "API · elbo",
    description: `The ${names.length} public names of elbo: distributions, models, exact marginals, bounds, posteriors and charts, each with its formula, shapes, units and errors`,
    contents: headings.filter(({ level }) => level === 2),
    main: html`<article class="api">\n${introduction}${rooms}</article>\n`,
  };

  function renderRoom(
    { title, lead, names: own }: Room<ApiName>,
    text: typeof markdown,
    code: (name: ApiName) => Html,
  ): Html {
    const list = own.map(({ name }) => html`<li><a href="#${name}"><code>${name}</code></a></li>\n`);
    const sections = own.map((name) => renderName(name, text, code(name)));
    return html`${text(`## ${title}\n\n${lead}`)}<ul class="names">\n${list}</ul>\n${sections}`;
  }

  function renderName({ name, file, doc }: ApiName, text: typeof markdown, code: Html): Html {
    const part = (source: string) => withSubscripts(text(withLinks(source, name)));
    return html`<section>
<h3 id="${name}"><a class="header-anchor" href="#${name}"><code>${name}</code></a></h3>
${code}
${part(paragraphs(doc.text))}${renderFacts(doc, part)}<p class="file">src/${file}.ts</p>
</section>
`;
  }

  /** Names in backticks lead to their place on the page. */
  function withLinks(source: string, here: string): string {
    const isElsewhere = (name: string) => name !== here && names.some((other) => other.name === name);
    return source.replace(/`(\w+)`/g, (code, name) => (isElsewhere(name) ? `[${code}](#${name})` : code));
  }
}

function renderFacts({ shapes, throws, see }: Doc, text: (source: string) => Html): Html | undefined {
  const fact = (word: string) => (what: string) => html`<dt>${word}</dt><dd>${text(what)}</dd>\n`;
  const facts = [
    ...(shapes === undefined ? [] : [fact("Shapes")(shapes)]),
    ...throws.map(fact("Throws")),
    ...see.map(fact("See")),
  ];
  return facts.length > 0 ? html`<dl>\n${facts}</dl>\n` : undefined;
}

/** Where a line of the source ends with a sentence, a paragraph does. */
const paragraphs = (text: string): string => text.replace(/\.\n(?!\n)/g, ".\n\n");

/** The declaration in colours, with the helpers below it; the public types that it names lead to their place. */
function linked({ name, signature, helpers }: ApiName, names: readonly ApiName[], { highlight }: Renderer): Html {
  const types = new Set(names.filter(({ isType }) => isType).map((type) => escapeHtml(type.name)));
  types.delete(name);
  let inComment = false;
  const parts = highlight([signature, ...helpers].join("\n\n"), "typescript").markup.split(/(<[^>]*>)/);
  const withLinks = parts.map((part) => {
    if (part.startsWith("<")) {
      inComment = part === '<span class="comment">' || (inComment && part !== "</span>");
      return part;
    }
    if (inComment) return part;
    return part.replace(/\w+/g, (word) => (types.has(word) ? `<a href="#${word}">${word}</a>` : word));
  });
  return raw(withLinks.join(""));
}
