import type { Html } from "./html";

/** A stretch of a page below one heading, as the search knows it. */
export interface Section {
  /** Where it stands: the page's file, with the heading's anchor. */
  readonly href: string;
  readonly page: string;
  readonly heading: string;
  readonly text: string;
}

const PIECE = /<(\/?)(\w+)((?:\s[^>]*)?)>|([^<]+)/g;
const VOID = /^(br|hr|img|wbr)$/;
/** What is not there for the eye, or says the same again: formulas also stand in MathML, of which the words are kept. */
const UNREAD = /^(script|annotation|button)$/;
const TWIN = /class="katex-html"/;
const BLOCK = /^(p|div|li|ul|ol|pre|td|th|tr|h\d|section|figure|figcaption|summary|blockquote|dd|dt)$/;

/** The sections of a page of ours: one for each heading that has an anchor, and one for what stands above the first. */
export function sectionsOf({ file, title, main }: { file: string; title: string; main: Html }): readonly Section[] {
  const page = title.replace(/ · elbo$/, "");
  const found = [{ href: file, heading: "", text: "" }];
  let inHeading = false;
  let unread: { readonly name: string; depth: number } | undefined;
  for (const [, end, name, attributes, words] of main.markup.matchAll(PIECE)) {
    const section = found[found.length - 1];
    if (unread) {
      if (name === unread.name) unread.depth += end ? -1 : 1;
      if (unread.depth === 0) unread = undefined;
    } else if (words !== undefined) {
      section[inHeading ? "heading" : "text"] += plain(words);
    } else if (!end && !VOID.test(name) && (UNREAD.test(name) || TWIN.test(attributes))) {
      unread = { name, depth: 1 };
    } else if (/^h[1-4]$/.test(name)) {
      const [, id] = / id="([^"]*)"/.exec(attributes) ?? [];
      if (id !== undefined) found.push({ href: `${file}#${id}`, heading: "", text: "" });
      inHeading = !end && (id !== undefined || inHeading);
    } else if (BLOCK.test(name)) section.text += " ";
  }
  const tidy = (text: string): string => text.replace(/\s+/g, " ").trim();
  return found
    .map(({ href, heading, text }) => ({ href, page, heading: tidy(heading) || page, text: tidy(text) }))
    .filter(({ heading, text }) => heading !== page || text !== "");
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " " };

const plain = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name = "") =>
    hex || decimal ? String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal)) : (ENTITIES[name] ?? whole),
  );
