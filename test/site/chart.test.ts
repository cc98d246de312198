import { describe, expect, test } from "vitest";
import { describe as describeChart, embeddedJson, renderChart } from "../../src/site/chart";
import { html } from "../../src/site/html";
import { tagsOf } from "./tags";

const NASTY = [
  "</script><script>alert(1)</script>",
  "<!-- <script>",
  "]]>",
  "\u2028\u2029",
  "&lt;",
  "\\u003c",
  "\u0000\ud83d\ude00",
  '"',
];

test("embedded JSON holds nothing that could end its script, and parses back equal", () => {
  const value = { [NASTY[0]]: NASTY, "__proto__ ": { deep: NASTY }, numbers: [1e-300, -0.5, null, true] };
  const { markup } = embeddedJson(value);
  expect(markup).not.toMatch(/[<>&\u2028\u2029]/);
  expect(JSON.parse(markup)).toEqual(value);
});

test("a chart's page has the specification once, whole", () => {
  const spec = { title: NASTY[0], data: { values: NASTY } };
  const { markup } = renderChart(spec, html`<p>still</p>`, "words");
  const [json, ...others] = [...markup.matchAll(/<script type="application\/json">(.*?)<\/script>/gs)];
  expect(others).toEqual([]);
  expect(JSON.parse(json[1])).toEqual(spec);
});

describe("the caption of a chart", () => {
  const captionOf = (title: unknown) =>
    /<figcaption>.*<\/figcaption>/.exec(renderChart({ title }, html``, "").markup)?.[0];

  test("is its title and subtitle", () => {
    expect(captionOf({ text: ["Two", "lines"], subtitle: "how to read it" })).toBe(
      "<figcaption><strong>Two lines</strong> how to read it</figcaption>",
    );
    expect(captionOf("A finding")).toBe("<figcaption><strong>A finding</strong> </figcaption>");
  });

  test("is missing where there is no title, or one that moves with a slider", () => {
    expect(captionOf(undefined)).toBeUndefined();
    expect(captionOf({ text: { expr: "'q = ' + q" } })).toBeUndefined();
    expect(captionOf({ text: "fixed", subtitle: { expr: "'q = ' + q" } })).toBeUndefined();
  });
});

test("a chart is described by its own words, else by its picture's, else by its text", () => {
  const spec = "application/vnd.vegalite.v5+json";
  const metadata = { "image/png": { alt: "picture" } };
  expect(describeChart({ [spec]: { description: "own" }, "text/plain": "text" }, metadata)).toBe("own");
  expect(describeChart({ [spec]: {}, "text/plain": "text" }, metadata)).toBe("picture");
  expect(describeChart({ "text/plain": "text" }, {})).toBe("text");
  const drawing = tagsOf(renderChart({}, html``, 'a "b" <c>').markup).find(
    ({ attributes }) => attributes.role === "img",
  );
  expect(drawing?.attributes["aria-label"]).toBe('a "b" <c>');
});
