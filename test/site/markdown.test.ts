import { beforeAll, describe, expect, test } from "vitest";
import { createHighlight } from "../../src/site/highlight";
import { createMarkdown, type Heading, type Markdown } from "../../src/site/markdown";
import { MARKDOWN, MARKUP } from "./payloads";
import { liveTags, tagsOf } from "./tags";

let markdown: Markdown;
beforeAll(async () => {
  markdown = createMarkdown({ highlight: await createHighlight(), isPage: (name) => name === "02-bound" });
});

const render = (source: string): string => markdown(source, { headings: [] }).markup;

describe("nothing in Markdown is live", () => {
  test.each([...MARKUP, ...MARKDOWN])("%s", (payload) => {
    expect(liveTags(render(payload))).toEqual([]);
    expect(liveTags(render(`Text before ${payload} and after`))).toEqual([]);
  });

  test("the same test finds every payload of markup live where it stands as it is", () => {
    expect(MARKUP.filter((payload) => liveTags(payload).length === 0)).toEqual([]);
  });
});

describe("links", () => {
  const linkOf = (source: string) => tagsOf(render(source)).find(({ name }) => name === "a")?.attributes.href;

  test("to another notebook lead to its page", () => {
    expect(linkOf("[x](02-bound.ipynb)")).toBe("02-bound.html");
    expect(linkOf("[x](./02-bound.ipynb#the-gap)")).toBe("02-bound.html#the-gap");
  });

  test("to the web, to mail and within the page stay as they are", () => {
    for (const url of ["https://example.org/a?b=1", "http://example.org", "mailto:a@example.org", "#here"]) {
      expect(linkOf(`[x](${url})`)).toBe(url);
    }
  });

  test("to files that the site does not hold become text that names the file", () => {
    expect(render("Read [the bound](../src/bounds/elbo.ts).")).toBe("<p>Read the bound (src/bounds/elbo.ts).</p>\n");
    expect(render("Read [`src/bounds/elbo.ts`](../src/bounds/elbo.ts).")).toBe(
      "<p>Read <code>src/bounds/elbo.ts</code>.</p>\n",
    );
    expect(render("[later](09-later.ipynb)")).toBe("<p>later (09-later.ipynb)</p>\n");
  });

  test("to pictures elsewhere become the words for the picture", () => {
    expect(render("![a <b>curve</b>](https://example.org/x.png)")).toBe("<p>a &lt;b&gt;curve&lt;/b&gt;</p>\n");
  });
});

describe("formulas", () => {
  test("are set, inline and displayed", () => {
    expect(render("Let $z \\sim p(z)$.")).toContain('<span class="katex">');
    expect(render("$$\nx^2\n$$")).toMatch(/^<span class="scroll formula"><span class="katex-display">/);
    expect(render("\\begin{align}a &= b\\\\ c &= d\\end{align}")).toContain("katex-display");
  });

  test("are kept with what adjoins them, which a browser would else begin a line with", () => {
    const set = /<span class="katex">.*?<\/math>.*?(?:<\/span>){4}/g;
    expect(render('The ($q$), and "$z$"; $x$ $y$<b>.').replace(set, "F")).toBe(
      '<p>The <span class="kept">(F),</span> and <span class="kept">“F”;</span> F <span class="kept">F&lt;b&gt;.</span></p>\n',
    );
    expect(render("$a + b$.")).toMatch(/<\/span><wbr><span class="base">/);
  });

  test("that do not parse are named in the error", () => {
    expect(() => render("Let $\\frac{1}{$ be")).toThrow(
      /^the formula "\\\\frac\{1\}\{" cannot be set: KaTeX parse error: [^\n]+$/,
    );
    expect(() => render("$$\\nosuchcommand{x}$$")).toThrow(/nosuchcommand/);
  });
});

test("headings have an id each, unique on the page, and a label for the contents list", () => {
  const headings: Heading[] = [];
  const page = { headings };
  markdown("# The gap\n\nIts *promise*.\n\n## Why $q$ matters\n\n## [A link](https://example.org)", page);
  markdown("## The gap", page);
  expect(headings.map(({ level, id, text }) => [level, id, text])).toEqual([
    [1, "the-gap", "The gap"],
    [2, "why-matters", "Why q matters"],
    [2, "a-link", "A link"],
    [2, "the-gap-1", "The gap"],
  ]);
  expect(headings[0].lead?.markup).toBe("Its <em>promise</em>.");
  expect(headings[1].label.markup).toContain("katex");
  expect(headings[2].label.markup).toBe("A link");
});

test("the empty corner of a table is no heading", () => {
  const table = render("| | signal |\n| --- | --- |\n| by $q$ | 1 |");
  expect(table).toMatch(/<thead>\s*<tr>\s*<td><\/td>\s*<th>signal<\/th>/);
});

test("quotes are curled, and a list's (c) stays what it is", () => {
  expect(render('(c) "so"')).toBe("<p>(c) “so”</p>\n");
});
