import type { MarkdownIt, StateCore, Token } from "markdown-it";

const LEAVES = /^(https?:|mailto:)/i;
const PAGE = /^(?:\.\/)?([\w.-]+)\.(?:ipynb|html)(#.*)?$/;

/** Whether the site has a page of this name, which for a notebook is its own without `.ipynb`. */
export type IsPage = (name: string) => boolean;

/** Where a link of a notebook leads on the site; undefined for all that the site does not hold, such as a source file. */
export function linkOnSite(url: string, isPage: IsPage): string | undefined {
  if (LEAVES.test(url) || url.startsWith("#")) return url;
  const [, name, fragment = ""] = PAGE.exec(url) ?? [];
  return name !== undefined && isPage(name) ? `${name}.html${fragment}` : undefined;
}

/** Makes links between notebooks links between pages, and links to files plain text that names the file. */
export function siteLinks(markdown: MarkdownIt, isPage: IsPage): void {
  markdown.core.ruler.push("site_links", (state) => {
    for (const token of state.tokens) if (token.children) token.children = resolveLinks(token.children, state, isPage);
  });
}

function resolveLinks(tokens: readonly Token[], state: StateCore, isPage: IsPage): Token[] {
  let file: string | undefined;
  return tokens.flatMap((token, i) => {
    if (token.type === "link_open") {
      const url = String(token.attrGet("href"));
      const target = linkOnSite(url, isPage);
      file = target === undefined ? url.replace(/^(\.{1,2}\/)+/, "") : undefined;
      if (target === undefined) return [];
      token.attrSet("href", target);
      if (LEAVES.test(target)) token.attrSet("rel", "noreferrer");
    } else if (token.type === "link_close" && file !== undefined) {
      if (tokens[i - 1].content.includes(file)) return [];
      return [Object.assign(new state.Token("text", "", 0), { content: ` (${file})` })];
    }
    return [token];
  });
}
