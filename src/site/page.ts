import { PAGE_POLICY } from "./csp";
import { type Html, html } from "./html";
import type { Heading } from "./markdown";

/** Marks what this room has written, so that nothing else is ever replaced. */
export const GENERATOR = '<meta name="generator" content="elbo">';

/** What pages are set in, and where in a page that is seen: asked for at once, or the page would be laid out twice. */
const FONTS = {
  "source-serif-4-latin-wght-normal": /^/,
  "source-sans-3-latin-wght-normal": /^/,
  "source-sans-3-greek-wght-normal":
    /(<figcaption>|<figure class="chart compiled">.*<script type="application\/json">)[^\n]*[Α-ω]/s,
  "KaTeX_Main-Regular": /class="katex"/,
  "KaTeX_Math-Italic": /class="mord mathnormal"/,
};

/** A page of the site, before it is set among the others. */
export interface Frame {
  readonly file: string;
  /** Its name in the bar, for a page that the bar leads to. */
  readonly place?: string;
  readonly title: string;
  readonly description: string;
  readonly main: Html;
  readonly contents?: readonly Heading[];
}

/** A whole page: head, bar with the ways to the pages of the site, contents list and main text. */
export function renderPage(frame: Frame, site: readonly Frame[]): string {
  const { title, description, main, contents = [] } = frame;
  const hasCharts = /<figure class="chart( wide)?">/.test(main.markup); // the home page's brings a script of its own
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${PAGE_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${{ markup: GENERATOR }}
<meta name="description" content="${description}">
<title>${title}</title>
<link rel="icon" type="image/svg+xml" href="assets/icon.svg">
<link rel="stylesheet" href="assets/site.css">
${fontsOf(main).map(
  (name) => html`<link rel="preload" href="assets/${name}.woff2" as="font" type="font/woff2" crossorigin>
`,
)}<script src="assets/page.js"></script>
${hasCharts ? html`<script src="assets/charts.js" defer></script>\n` : ""}</head>
<body>
<a class="skip" href="#_text">Skip to the text</a>
<header class="bar">
<a class="mark" href="index.html">elbo</a>
<nav class="places" aria-label="Site">
${site.map((other) => renderPlace(other, other.file === frame.file))}</nav>
<button class="search" type="button" aria-keyshortcuts="Control+K Meta+K" hidden>Search</button>
<button class="theme" type="button" aria-pressed="false" hidden>Dark</button>
</header>
<div class="frame">
${contents.length > 0 ? renderContents(contents) : ""}<main id="_text" tabindex="-1">
${main}</main>
</div>
</body>
</html>
`.markup;
}

const fontsOf = ({ markup }: Html): readonly string[] =>
  Object.entries(FONTS).flatMap(([name, use]) => (use.test(markup) ? [name] : []));

function renderPlace({ file, place }: Frame, isHere: boolean): Html {
  if (place === undefined) return html``;
  return html`<a href="${file}"${isHere ? html` aria-current="page"` : ""}>${place}</a>\n`;
}

function renderContents(headings: readonly Heading[]): Html {
  const items = headings.map(({ id, label }) => html`<li><a href="#${id}">${label}</a></li>\n`);
  return html`<nav class="contents" aria-label="On this page">
<details open>
<summary>On this page</summary>
<ol>
${items}</ol>
</details>
</nav>
`;
}
