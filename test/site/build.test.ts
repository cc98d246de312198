import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { buildSite } from "../../src/site/build";
import { PAGE_POLICY } from "../../src/site/csp";
import { FIXTURES, markdownCell, temporaryFolder, writeNotebook } from "./notebooks";
import { tagsOf } from "./tags";

const PAGES = ["index.html", "api.html", "01-two-hills.html", "02-bound.html"];

const site = path.join(temporaryFolder(), "site");
const read = (...file: string[]): string => readFileSync(path.join(site, ...file), "utf8");

beforeAll(() => buildSite({ notebooks: FIXTURES, out: site }));

describe("a site", () => {
  test("is a page for each notebook, a home page, and all that they need", () => {
    expect(readdirSync(site).sort()).toEqual([...PAGES, "assets", "pictures"].sort());
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
    for (const page of PAGES) {
      for (const { name, attributes } of tagsOf(read(page))) {
        if (name !== "a" || attributes.rel === "noreferrer") continue;
        const [file, id] = attributes.href.split("#");
        const ids = tagsOf(read(file || page)).map((tag) => tag.attributes.id);
        if (id !== undefined) expect(ids, `${page} → ${attributes.href}`).toContain(id);
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
