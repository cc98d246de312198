/** Markup that may stand in a page as it is. */
export interface Html {
  readonly markup: string;
}

export type Content = Html | string | number | undefined | readonly Html[];

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character]);

/** Vouches for markup that a library has escaped. */
export const raw = (markup: string): Html => ({ markup });

/** A template whose text values are escaped, so that only `Html` brings markup into a page. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  return raw(strings.reduce((markup, string, i) => markup + markupOf(values[i - 1]) + string));
}

function markupOf(value: Content): string {
  if (value === undefined) return "";
  if (typeof value === "string" || typeof value === "number") return escapeHtml(String(value));
  return "markup" in value ? value.markup : value.map((part) => part.markup).join("");
}
