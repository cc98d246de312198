import katexPlugin from "@vscode/markdown-it-katex";
import katex from "katex";
import type { Env, Token } from "markdown-it";
import anchor from "markdown-it-anchor";
import type { Highlight } from "./highlight";
import { type Html, html, raw } from "./html";
import { adjoining, keepAdjoining } from "./kept";
import { type IsPage, siteLinks } from "./links";
import { createPlainMarkdown } from "./plain-markdown";

export interface Heading {
  readonly level: number;
  readonly id: string;
  readonly text: string;
  readonly label: Html;
  /** The paragraph directly below, as label. */
  readonly lead: Html | undefined;
}

/** What one page gathers from all its pieces of Markdown: unique heading ids, and the headings for its contents list. */
export interface MarkdownPage extends Env {
  readonly headings: Heading[];
}

/** Renders Markdown into a page. It throws the error of the first formula that does not parse. */
export type Markdown = (source: string, page: MarkdownPage) => Html;

/** Markdown as Jupyter shows it, formulas included, but with no HTML of its own and with links that stay on the site. */
export function createMarkdown({ highlight, isPage }: { highlight: Highlight; isPage: IsPage }): Markdown {
  const markdown = createPlainMarkdown({
    highlight: (code, language) => highlight(code.replace(/\n$/, ""), language).markup,
  });
  markdown.use(katexPlugin, { enableBareBlocks: true });
  markdown.use(anchor, { slugify, tabIndex: false, permalink: anchor.permalink.headerLink() });
  siteLinks(markdown, isPage);
  keepAdjoining(markdown);

  const { rules } = markdown.renderer;
  rules.math_inline = (tokens, i) => {
    const { before, behind } = adjoining(tokens[i]);
    const set = formula(tokens[i].content, false);
    if (!before && !behind) return set;
    const breakable = set.replace(/(?<=<\/span>)<span class="base">/g, "<wbr>$&");
    return html`<span class="kept">${before}${raw(breakable)}${behind}</span>`.markup;
  };
  rules.math_inline_block = (tokens, i) => formula(tokens[i].content, true);
  rules.math_inline_bare_block = rules.math_inline_block;
  rules.math_block = (tokens, i) => `${formula(tokens[i].content, true)}\n`;

  return (source, page) => {
    const tokens = markdown.parse(source, page);
    const inline = (i: number): Token[] => (tokens[i].children ?? []).filter(({ type }) => !type.startsWith("link_"));
    const label = (i: number): Html => raw(markdown.renderer.renderInline(inline(i), markdown.options, page));
    for (const [i, token] of tokens.entries()) {
      if (token.type !== "heading_open") continue;
      page.headings.push({
        level: Number(token.tag.slice(1)),
        id: String(token.attrGet("id")),
        text: inline(i + 1)
          .map((part) => adjoining(part).before + part.content + adjoining(part).behind)
          .join(""),
        label: label(i + 1),
        lead: tokens[i + 3]?.type === "paragraph_open" ? label(i + 4) : undefined,
      });
    }
    return raw(markdown.renderer.render(tokens, markdown.options, page));
  };
}

/** The plugin prints the error of a formula and goes on; a page with a broken formula must not be built. */
function formula(tex: string, displayMode: boolean): string {
  const source = tex.replace(/^`(.*)`$/s, "$1");
  try {
    const markup = katex.renderToString(source, { displayMode, strict: false, maxSize: 20 });
    return displayMode ? html`<span class="scroll formula">${raw(markup)}</span>`.markup : markup;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`the formula ${JSON.stringify(tex.trim())} cannot be set: ${reason.replace(/\s+/g, " ")}`);
  }
}

const slugify = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, "-")
    .replace(/^-|-$/g, "") || "section";
