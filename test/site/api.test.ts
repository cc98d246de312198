import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { readApi } from "../../src/site/api";
import { apiPage } from "../../src/site/api-page";
import { createRenderer } from "../../src/site/renderer";
import { temporaryFolder } from "./notebooks";
import { tagsOf } from "./tags";

describe("the library", () => {
  const names = readApi(path.join(__dirname, "..", "..", "src", "index.ts"));

  test.each(names.map(({ name, doc }) => [name, doc] as const))("%s has a doc comment of a sentence", (_, { text }) => {
    expect(text.split(/\s+/).length).toBeGreaterThanOrEqual(4);
    expect(text).toMatch(/[.→]/);
  });

  const onTensors = names.filter(({ isType, signature }) => !isType && /\b(Tensor|Rows|Bound)\b/.test(signature));
  test.each(onTensors.map(({ name, doc }) => [name, doc] as const))(
    "%s says the shapes of its tensors or rows",
    (_, doc) => {
      expect([doc.text, doc.shapes, ...doc.throws].join(" ")).toMatch(/\[[A-Z.…\d][^\]]*\]|\bshape\b/);
    },
  );

  test("stands on one page, each name with a place of its own", async () => {
    const page = apiPage(names, await createRenderer(() => false)).main.markup;
    const ids = tagsOf(page).flatMap(({ attributes }) => attributes.id ?? []);
    for (const { name } of names) expect(ids.filter((id) => id === name)).toEqual([name]);
    const sections = page.split("<section>").slice(1);
    expect(sections).toHaveLength(names.length);
    for (const section of sections)
      expect(section).toMatch(/<pre class="code">.*<p class="file">src\/[\w-]+\/[\w-]+\.ts/s);
  });
});

describe("what is read of a module", () => {
  function read(files: Readonly<Record<string, string>>) {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, "bounds"));
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, `${name}.ts`), text);
    return readApi(path.join(folder, "index.ts"));
  }
  const one = (declaration: string, exported = "f") =>
    read({ index: `export { ${exported} } from "./bounds/a";`, "bounds/a": declaration })[0];

  test("is the declaration without its body", () => {
    const text = "f({ a = 1 }: { a?: number } = {}): number";
    expect(one(`export function ${text} {\n  return a;\n}`).signature).toBe(`function ${text}`);
    expect(one("export const f: Bound = (x) => x;").signature).toBe("const f: Bound");
    expect(one("export const f = Math.log(2);").signature).toBe("const f = Math.log(2)");
    expect(one("export type f = 1 | 2;", "type f")).toMatchObject({ isType: true, signature: "type f = 1 | 2" });
  });

  test("is every overload, but not what implements them", () => {
    const overloads = ["function f(x: A): A", "function f(x: B): B"];
    const source = [...overloads, "function f(x: A | B) { return x; }"].map((line) => `export ${line}`);
    expect(one(source.join("\n")).signature).toBe(overloads.join("\n"));
  });

  test("is the doc comment in its parts: text, shapes, errors and sources", () => {
    const doc = one(`/** Not this. */\n\n/**
 * ELBO = E_q[log w] ≤ log p(x), by K draws.
 * Unbiased. x [B, P] → [B], nats. @throws on a bad K.
 * @see Jordan et al. (1999)
 */\nexport function f() {}`).doc;
    expect(doc).toEqual({
      text: "ELBO = E_q[log w] ≤ log p(x), by K draws.\nUnbiased.",
      shapes: "x [B, P] → [B], nats.",
      throws: ["on a bad K."],
      see: ["Jordan et al. (1999)"],
    });
    expect(one("/** [..., N] → [...] over the last axis. */\nexport function f() {}").doc).toMatchObject({
      text: "[..., N] → [...] over the last axis.",
      shapes: undefined,
    });
  });

  test("is each type that is not public, once, with the types that it names", () => {
    const found = read({
      index: 'export { f, g, type Row } from "./bounds/a";',
      "bounds/a": `import type { Options } from "./b";
        export interface Row { n: number }
        export function f(options: Options): Row { const x: Hidden = 1; }
        export function g(options: Options) {}`,
      "bounds/b": "/** How. */\nexport interface Options extends Base { row: Row }\ninterface Base { k: number }",
    });
    expect(found.map(({ name, helpers }) => [name, helpers])).toEqual([
      ["f", ["/** How. */\ninterface Options extends Base { row: Row }", "interface Base { k: number }"]],
      ["g", []],
      ["Row", []],
    ]);
  });

  test("is refused in one line where a name is not declared, has no room, or comes by another way", () => {
    expect(() => one("", "gone")).toThrow("index.ts needs bounds/a.ts to declare gone, got none");
    expect(() => read({ index: 'export * from "./bounds/a";' })).toThrow(
      'index.ts needs lines `export { … } from "…"` alone, got export * from "./bounds/a";',
    );
    expect(() => read({ index: 'export { f } from "./a";', a: "export function f() {}" })).toThrow(
      "the page of the library needs a room for a.ts, got none",
    );
  });
});

describe("the page of the library", () => {
  const page = async (text: string) => {
    const name = { file: "bounds/a", isType: false, signature: "const x: Bound", helpers: [] };
    const doc = { text, shapes: undefined, throws: [], see: [] };
    const type = { ...name, name: "Bound", isType: true, signature: "/** Bound */ type Bound", doc };
    return apiPage([{ ...name, name: "x", doc }, type], await createRenderer(() => false)).main.markup;
  };

  test("leads from a type in a declaration, and from a name in backticks, to their place", async () => {
    const html = await page("As `Bound` does, not `x`.");
    expect(html).toContain('const</span> <span class="constant">x</span>');
    expect(html.match(/<a href="#Bound">Bound<\/a>/g), "once, not in a comment and not in its own").toHaveLength(1);
    expect(html).toContain('As <a href="#Bound"><code>Bound</code></a> does, not <code>x</code>.');
  });

  test("sets a subscript as one, except in code", async () => {
    const html = await page("Σ_k w̃_k² ≥ 2σ_p², `a_b`, file_name");
    expect(html).toContain("Σ<sub>k</sub> w̃<sub>k</sub>² ≥ 2σ<sub>p</sub>², <code>a_b</code>, file_name");
  });
});
