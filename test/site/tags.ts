/** A start tag as a browser sees it. */
export interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

// A `<` before a letter opens a tag, wherever it stands; quotes matter only inside of one.
const TAG = /<([a-z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>?/gi;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;

/** All start tags of a page, with what stands inside of `<script>` left out, as in a browser. */
export function tagsOf(page: string): readonly Tag[] {
  const outside = page.replace(/(<script[^>]*>)[\s\S]*?(<\/script>|$)/gi, "$1$2");
  return [...outside.matchAll(TAG)].map(([, name, rest]) => ({
    name: name.toLowerCase(),
    attributes: Object.fromEntries(
      [...rest.matchAll(ATTRIBUTE)].map(([, key, ...values]) => [
        key.toLowerCase(),
        decode(values.find((value) => value !== undefined) ?? ""),
      ]),
    ),
  }));
}

const TEXT = "p h1 h2 h3 h4 ul ol li em strong code pre span div a hr br blockquote table thead tbody tr th td".split(
  " ",
);
const OURS = "article section figure figcaption details summary nav small".split(" ");
const FORMULA = "math semantics annotation mrow mi mo mn mtext mstyle mspace msup msub merror".split(" ");
const HARMLESS = [
  "class",
  "id",
  "style",
  "aria-hidden",
  "aria-label",
  "role",
  "hidden",
  "encoding",
  "xmlns",
  "rel",
  "title",
  "mathcolor",
];
const STYLE = /^[\w\s:;.,#%()-]*$/;

/** The tags that a notebook's content must never bring into a page. An allow-list: what is not known is live. */
export const liveTags = (page: string): readonly Tag[] =>
  tagsOf(page).filter(({ name, attributes }) => {
    if (name === "script") return attributes.type !== "application/json" || Object.keys(attributes).length > 1;
    if (name === "img") return !/^pictures\/[0-9a-f]{16}\.png$/.test(attributes.src) || hasOther(attributes, IMAGE);
    if (![...TEXT, ...OURS, ...FORMULA].includes(name)) return true;
    if ("href" in attributes && (name !== "a" || !/^(https?:|mailto:|#|[\w%.-]+\.html)/i.test(attributes.href)))
      return true;
    if (/url|expression|\\/i.test(attributes.style ?? "") || !STYLE.test(attributes.style ?? "")) return true;
    return hasOther(attributes, [...HARMLESS, "href"]);
  });

const IMAGE = ["loading", "src", "alt", "width", "height"];

const hasOther = (attributes: Tag["attributes"], known: readonly string[]): boolean =>
  Object.keys(attributes).some((key) => !known.includes(key));

const decode = (text: string): string =>
  text
    .replace(/&#x([0-9a-f]+);?/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&#(\d+);?/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/&(colon|tab|newline|lt|gt|quot|amp);/gi, (_, name) => NAMED[name.toLowerCase()]);

const NAMED: Readonly<Record<string, string>> = {
  colon: ":",
  tab: "\t",
  newline: "\n",
  lt: "<",
  gt: ">",
  quot: '"',
  amp: "&",
};
