import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { buildCourse } from "../../src/course";
import { linesWithin } from "../../src/homework/blocks";
import { readHomework } from "../../src/homework/homework";
import { release } from "../../src/homework/release";
import { formatNotebook } from "../../src/runner/format-notebook";
import { type CodeCell, isCode, joined, type Notebook } from "../../src/runner/notebook";
import { readNotebook } from "../../src/runner/read-notebook";
import { buildSite } from "../../src/site/build";
import { PAGE_POLICY } from "../../src/site/csp";
import { escapeHtml } from "../../src/site/html";
import { FIXTURES, markdownCell, temporaryFolder, writeNotebook } from "./notebooks";
import { tagsOf } from "./tags";

const HOMEWORKS = ["h1-bounds", "h2-svi-reparameterize-amortize", "h3-vae-iwae-prior"];
const OWN = ["index", "api", "concepts", "figures", "homework", "notation", "01-two-hills", "02-bound"];
const PAGES = [...OWN, ...HOMEWORKS].map((name) => `${name}.html`);

const codeOf = ({ source }: CodeCell): string => joined(source);
const trimmedLines = (source: string): readonly string[] => source.split("\n").map((line) => line.trim());

const site = path.join(temporaryFolder(), "site");
const read = (...file: string[]): string => readFileSync(path.join(site, ...file), "utf8");

beforeAll(() => buildCourse({ notebooks: FIXTURES, out: site }));

describe("a site", () => {
  test("is a page for each notebook, a home page, and all that they need", () => {
    expect(readdirSync(site).sort()).toEqual([...PAGES, "assets", "figures", "notebooks", "pictures"].sort());
    expect(readdirSync(path.join(site, "pictures"))).toHaveLength(3);
    for (const page of PAGES) {
      for (const { attributes } of tagsOf(read(page))) {
        const address = attributes.src ?? (attributes.rel === "noreferrer" ? "" : attributes.href) ?? "";
        const file = address.replace(/#.*/, "");
        if (file) expect(() => read(file), `${page} → ${address}`).not.toThrow();
      }
    }
  });

  test("has links within and between pages that lead somewhere", () => {
    const tags = new Map(PAGES.map((page) => [page, tagsOf(read(page))]));
    const ids = new Map(PAGES.map((page) => [page, new Set(tags.get(page)?.map(({ attributes }) => attributes.id))]));
    for (const [page, own] of tags) {
      for (const { name, attributes } of own) {
        if (name !== "a" || attributes.rel === "noreferrer" || "download" in attributes) continue;
        const [file, id] = attributes.href.split("#");
        expect(PAGES, `${page} → ${attributes.href}`).toContain(file || page);
        if (id !== undefined) expect(ids.get(file || page)?.has(id), `${page} → ${attributes.href}`).toBe(true);
      }
    }
  });

  test("has no id twice on a page", () => {
    for (const page of PAGES) {
      const ids = tagsOf(read(page)).flatMap(({ attributes }) => attributes.id ?? []);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  test("states its policy in every page: no script but ours, no request", () => {
    for (const page of PAGES) {
      const metas = tagsOf(read(page)).filter(({ name }) => name === "meta");
      expect(metas).toContainEqual({
        name: "meta",
        attributes: { "http-equiv": "Content-Security-Policy", content: PAGE_POLICY },
      });
      const scripts = tagsOf(read(page)).filter(({ name, attributes }) => name === "script" && !attributes.type);
      for (const { attributes } of scripts) expect(attributes.src).toMatch(/^assets\/\w+\.js$/);
    }
    expect(PAGE_POLICY).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
    expect(PAGE_POLICY).not.toContain("unsafe-eval");
  });

  test("asks for nothing from elsewhere in its styles, and for one format of each font", () => {
    const addresses = [...read("assets", "site.css").matchAll(/url\(["']?([^"')]+)/g)].map(([, url]) => url);
    expect(addresses.length).toBeGreaterThan(20);
    for (const address of addresses) expect(address).toMatch(/^\.\/[\w-]+\.(woff2|svg)$/);
  });

  test("lists the notebooks with their promise, and leads from one to the next", () => {
    expect(read("index.html")).toMatch(
      /<a href="01-two-hills.html">Latent variables, .*?<\/a>\s*<p>You will be able to say why .*?<\/p>.*02-bound.html/s,
    );
    expect(read("01-two-hills.html")).toMatch(/<a rel="next" href="02-bound.html">/);
    expect(read("02-bound.html")).toMatch(/<a rel="prev" href="01-two-hills.html">/);
  });

  test("has in the bar of each page the ways to all that is no notebook, and says which of them is open", () => {
    const places = ["homework.html", "figures.html", "concepts.html", "notation.html", "api.html"];
    for (const page of PAGES) {
      const bar = /<nav class="places".*?<\/nav>/s.exec(read(page))?.[0] ?? "";
      const links = tagsOf(bar).filter(({ name }) => name === "a");
      expect(links.map(({ attributes }) => attributes.href)).toEqual(places);
      const here = links.filter(({ attributes }) => attributes["aria-current"] === "page");
      expect(here.map(({ attributes }) => attributes.href)).toEqual(places.filter((place) => place === page));
    }
  });

  test("has no line of a homework's solutions or hidden checks on any page, unless a homework also gives it away", () => {
    const all = PAGES.map((page) => read(page))
      .join("")
      .replace(/<[^>]*>/g, "");
    const isOnPage = (line: string) => all.includes(escapeHtml(line.trim()));
    const notebooks = HOMEWORKS.map(
      (name) => readHomework(path.join("notebooks", "homework", `${name}.ipynb`)).notebook,
    );
    const sources = (of: readonly Notebook[]) => of.flatMap(({ cells }) => cells.filter(isCode)).map(codeOf);
    const given = new Set(sources(notebooks.map(release)).flatMap(trimmedLines));
    const hidden = sources(notebooks)
      .flatMap((source) => [...linesWithin(source, "SOLUTION"), ...linesWithin(source, "HIDDEN TESTS")])
      .filter((line) => line.trim().length > 20 && !given.has(line.trim()));
    expect([...given].some((line) => line.trim().length > 20 && isOnPage(line))).toBe(true);
    expect(hidden.length).toBeGreaterThan(100);
    expect(hidden.filter(isOnPage)).toEqual([]);
  });

  test("gives each notebook along: a companion as it ran, a homework as it is handed out", () => {
    const taken = (name: string) => read("notebooks", `${name}.ipynb`);
    for (const name of ["01-two-hills", "02-bound"])
      expect(taken(name)).toBe(formatNotebook(readNotebook(path.join(FIXTURES, `${name}.ipynb`))));
    for (const name of HOMEWORKS) {
      const { notebook } = readHomework(path.join("notebooks", "homework", `${name}.ipynb`));
      expect(taken(name)).toBe(formatNotebook(release(notebook)));
      expect(read(`${name}.html`)).toContain(`<a href="notebooks/${name}.ipynb" download>`);
    }
  });

  test("shows of a homework no cell of which the release has left a comment", () => {
    expect(read("h1-bounds.html")).toContain("<strong>1 point.</strong>");
    for (const name of HOMEWORKS)
      expect(read(`${name}.html`).replace(/<[^>]*>/g, "")).not.toMatch(/^\/\/ \d points?$/m);
  });

  test("has the concept map of the README and the notation, names and notebooks leading to their pages", () => {
    expect(read("concepts.html")).toContain('<a href="api.html#elboByEnumeration"><code>elboByEnumeration</code></a>');
    expect(read("notation.html")).toContain('<a href="api.html#kl"><code>kl(q, p)</code></a>');
  });
});

describe("a build that fails says so in one line and leaves the old site as it was", () => {
  const failure = async (options: { notebooks?: string; out?: string }): Promise<string> => {
    const before = readdirSync(site, { recursive: true });
    const error: Error = await buildSite({ notebooks: FIXTURES, out: site, ...options }).then(
      () => expect.fail("it was built"),
      (reason) => reason,
    );
    expect(readdirSync(site, { recursive: true })).toEqual(before);
    expect(readdirSync(path.dirname(site)), "nothing is left beside it").toEqual(["site"]);
    expect(error.message).not.toContain("\n");
    return error.message;
  };
  const folderWith = (...cells: readonly object[]): string => {
    const folder = temporaryFolder();
    writeNotebook(folder, "03-broken", cells);
    return folder;
  };

  test("without a folder of notebooks", async () => {
    expect(await failure({ notebooks: "/no/such/folder" })).toBe(
      "the site needs a folder of executed notebooks, got /no/such/folder (ENOENT)",
    );
    const empty = temporaryFolder();
    expect(await failure({ notebooks: empty })).toBe(`the site needs executed notebooks, got none in ${empty}`);
  });

  test("on a notebook that is none", async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, "04-half.ipynb"), '{"cells": [');
    expect(await failure({ notebooks: folder })).toContain(path.join(folder, "04-half.ipynb"));
  });

  test("on a formula that does not parse, in a cell or in an output", async () => {
    const title = markdownCell("# Title");
    expect(await failure({ notebooks: folderWith(title, markdownCell("$\\frac{1$")) })).toMatch(
      /^03-broken.ipynb: the formula "\\\\frac\{1" cannot be set: /,
    );
  });

  test("on a notebook without a title", async () => {
    expect(await failure({ notebooks: folderWith(markdownCell("## A step")) })).toBe(
      "03-broken.ipynb: a notebook needs a title, a line `# …`, as its first heading",
    );
  });

  test("where it cannot write", async () => {
    const file = path.join(FIXTURES, "01-two-hills.ipynb");
    expect(await failure({ out: path.join(file, "site") })).toMatch(
      /^the site needs to write .*01-two-hills.ipynb.*ENOTDIR/,
    );
    expect(await failure({ out: file })).toMatch(/^the site needs to write .*ENOTDIR/);
  });

  test("where something stands that is not a site", async () => {
    const folder = temporaryFolder();
    cpSync(FIXTURES, folder, { recursive: true });
    expect(await failure({ out: folder })).toBe(
      `${folder} needs to be empty, missing or an earlier site, got a folder of other things`,
    );
    expect(readdirSync(folder)).toEqual(readdirSync(FIXTURES));
  });
});

test("a build replaces an earlier site, and sweeps up after one that was killed", async () => {
  const folder = temporaryFolder();
  const out = path.join(folder, "site");
  await buildSite({ notebooks: FIXTURES, out });
  writeFileSync(path.join(out, "99-gone.html"), "");
  mkdirSync(path.join(folder, ".site-4194999-abcdef", "new"), { recursive: true }); // more than the largest process id
  await buildSite({ notebooks: FIXTURES, out });
  expect(readdirSync(folder)).toEqual(["site"]);
  expect(readdirSync(out)).not.toContain("99-gone.html");
});
