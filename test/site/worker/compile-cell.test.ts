import { describe, expect, test } from "vitest";
import { CELLS, compileCell, LAST } from "../../../src/site/worker/compile-cell";

/** Runs cells one after the other, as the worker does. → what the last one's last expression is */
async function lastOf(...cells: string[]): Promise<unknown> {
  const exports: Record<string, unknown> = {};
  const known = new Set<string>();
  const Cell = (async () => {}).constructor as FunctionConstructor;
  for (const cell of cells) {
    delete exports[LAST];
    const { body, names } = compileCell(cell, [...known]);
    for (const name of names) known.add(name);
    await new Cell("exports", "require", body)(exports, (name: string) => (name === CELLS ? exports : { four: 4 }));
  }
  return exports[LAST];
}

describe("a cell", () => {
  test.each<[string, string[], unknown]>([
    ["sees what earlier cells declared", ["const a = 1;\nfunction f() { return a }", "[a, f()]"], [1, 1]],
    [
      "declares anew, and what closed over the old one keeps it",
      ["const a = 1; const f = () => a", "const a = 2; [a, f()]"],
      [2, 1],
    ],
    ["assigns to a name of an earlier one", ["let n = 1", "n += 2; n++", "n"], 4],
    [
      "takes apart what it declares",
      ["const { a, b: [c = 3, ...d], ...e } = { a: 1, b: [], f: 6 }", "[a, c, d, e]"],
      [1, 3, [], { f: 6 }],
    ],
    ["uses a name of an earlier one in short", ["const a = 1", "({ a })"], { a: 1 }],
    [
      "tells its own names, and those of inner ones, from earlier ones",
      ["const a = 1", "const f = (a: number) => a; [f(2), a]"],
      [2, 1],
    ],
    ["keeps what it imports for later ones", ['import { four, type Rows } from "elbo";', "four satisfies number"], 4],
    ["awaits", ["const a = await Promise.resolve(5);\nfor await (const b of [a]) b;", "a"], 5],
    [
      "has enums, classes and types",
      ["enum E { A = 7 }\nclass K<T> { constructor(readonly t: T) {} }\ninterface I { a: E }", "[E.A, new K(8).t]"],
      [7, 8],
    ],
    ["has no value if it ends with a declaration", ["1;\nconst a = 2;"], undefined],
    ["needs no semicolons", ["const a = 1\nlet b = 2\na + b"], 3],
  ])("%s", async (_, cells, value) => {
    expect(await lastOf(...cells)).toEqual(value);
  });

  test("that fails keeps what it declared up to there", async () => {
    await expect(lastOf("const a = 1; null!.x")).rejects.toThrow(TypeError);
    const { body } = compileCell("const a = 1;\nnull!.x;\nconst b = 2;", []);
    expect(body.split("\n")[0]).toMatch(/exports\.a = a/);
  });

  test("keeps its lines", () => {
    const code =
      'import {\n  four,\n} from "elbo";\ninterface I {\n  a: number;\n}\nconst a: I = { a: 1 };\nthrow new Error()';
    const { body } = compileCell(code, ["x", "y"]);
    expect(body.split("\n").findIndex((line) => line.includes("throw"))).toBe(7);
  });

  test.each([
    ["const a = ;", /1:11/],
    ["\nconst a = 1; const a = 2;", /already been declared \(2:/],
  ])("that is no TypeScript says where: %j", (code, message) => {
    expect(() => compileCell(code, [])).toThrow(message);
  });
});
