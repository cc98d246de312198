import { expect, test } from "vitest";
import { html, raw } from "../../src/site/html";
import { sectionsOf } from "../../src/site/sections";

const sections = (markup: string) => sectionsOf({ file: "a.html", title: "A page · elbo", main: raw(markup) });

test("a page is a section for each heading with an anchor, and one for what stands above the first", () => {
  expect(sections('<p>Above.</p><h2 id="one"><a href="#one">O<em>n</em>e</a></h2><p>a</p><p>b</p><h3>c</h3>')).toEqual([
    { href: "a.html", page: "A page", heading: "A page", text: "Above." },
    { href: "a.html#one", page: "A page", heading: "One", text: "a b c" },
  ]);
});

test("text is as it is read: no scripts, no entity, a formula once", () => {
  const { markup } = html`${"a < b & 'c'"}`;
  const formula =
    '<span class="katex"><span class="katex-mathml"><math><mi>q</mi><annotation>q</annotation></math></span>' +
    '<span class="katex-html" aria-hidden="true"><span class="base"><span>q</span></span></span></span>';
  const script = '<script type="application/json">{"a":"\\u003cp"}</script>';
  expect(sections(`<p>${markup}${script}<br>${formula} end&#x2014;</p>`)[0].text).toBe("a < b & 'c'q end—");
});
