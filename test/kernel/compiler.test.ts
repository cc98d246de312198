import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Compiler, createCompiler } from "../../src/kernel/compiler";
import { infoBundle } from "../../src/kernel/quick-info";

const ROOT = path.join(__dirname, "..", "..");

let folder: string;
let compiler: Compiler;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "elbo-compiler-"));
  mkdirSync(path.join(folder, "node_modules", "@types"), { recursive: true });
  symlinkSync(ROOT, path.join(folder, "node_modules", "elbo"));
  symlinkSync(path.join(ROOT, "node_modules", "@types", "node"), path.join(folder, "node_modules", "@types", "node"));
  process.chdir(folder);
  compiler = createCompiler();
});
afterAll(() => {
  process.chdir(ROOT);
  rmSync(folder, { recursive: true });
});

let declarations: string;
beforeEach(() => {
  declarations = "";
});

/** Compiles a cell after those before it. → what is wrong with it, by line and column from 1 */
function cell(code: string): readonly string[] {
  const { diagnostics, declOutput } = compiler.convert(declarations, code);
  if (diagnostics.length === 0) declarations = declOutput!;
  return diagnostics.map(
    ({ start, messageText, fileName }) =>
      `${fileName ? `${fileName} ` : ""}${start.line + 1}:${start.character + 1} ${messageText}`,
  );
}

describe("the types of the library", () => {
  test("are those of its own sources", () => {
    expect(cell(`import { elbo, keyFromSeed, type Mixture, mixture, normal } from "elbo";`)).toEqual([]);
    expect(cell(`normal(0, "wide");`)).toEqual([expect.stringMatching(/^1:11 Argument of type 'string'/)]);
    const [fault] = cell(`const m: Mixture = normal(0, 1);`);
    expect(fault).toMatch(/^1:7 .*'Normal'/);
  });

  test("hold for values over cells, with the chained methods of tensors", () => {
    cell(`import { keyFromSeed, normal } from "elbo";`);
    expect(cell(`const draws = normal(0, 1).sample(keyFromSeed(1), 3);`)).toEqual([]);
    expect(cell(`const shifted = draws.add(1).square().rank;`)).toEqual([]);
    expect(cell(`shifted.length`)).toEqual([`1:9 Property 'length' does not exist on type 'number'.`]);
    expect(cell(`draws.sqare()`)).toEqual([
      `1:7 Property 'sqare' does not exist on type 'Tensor<Rank>'. Did you mean 'square'?`,
    ]);
  });

  test("are completed, and inspected with what is written about them", () => {
    cell(`import { normal } from "elbo";`);
    expect(compiler.complete(declarations, "normal(0, 1).logP", 17).candidates).toContain("logProb");
    const info = compiler.inspect(declarations, "normal", 3)!;
    expect(infoBundle(info, 0)["text/plain"]).toMatch(/normal\(loc: ParameterSpec.*a standard deviation/s);
  });

  test("of Node and the language are inspected in the same way, tags and all", () => {
    cell(`import { createReadStream, readFileSync } from "node:fs";`);
    const told = (code: string) => infoBundle(compiler.inspect(declarations, code, code.length)!, 1)["text/plain"];
    expect(told("readFileSync")).toMatch(/Returns the contents of the `path`.*@since v0\.1\.8/s);
    expect(told("[1].findLast")).toMatch(/Returns the value of the last element.*@param predicate/s);
    expect(told("Promise.allSettled")).toContain("Creates a Promise that is resolved with an array of results");
    expect(told(`createReadStream("x").setMaxListeners`)).toContain("@since v0.3.5");
  });
});

describe("a cell", () => {
  test("knows Node's globals and modules, and nothing of a browser", () => {
    expect(cell(`import { readFileSync } from "node:fs"; process.stdout.write(readFileSync("x", "utf8"));`)).toEqual(
      [],
    );
    expect(cell(`document.title`)).toEqual([expect.stringContaining("Cannot find name 'document'")]);
  });

  test("is checked strictly", () => {
    expect(cell(`[3, 1, 2].findLast((n) => n > 1)?.toFixed()`)).toEqual([]);
    expect(cell(`[1].findLast((n) => n > 1).toFixed()`)).toEqual(["1:1 Object is possibly 'undefined'."]);
    expect(cell(`const twice = (n) => 2 * n`)).toEqual([`1:16 Parameter 'n' implicitly has an 'any' type.`]);
  });

  test("may be code of a file, which exports what it declares", () => {
    cell(
      "/* export */ export const one = 1;\nexport type Two = 2; export async function three(): Promise<Two> { return 2 }",
    );
    expect(cell("const two: Two = await three(); one + two")).toEqual([]);
    expect(cell("export const wrong: string = one;")).toEqual([expect.stringMatching(/^1:14 Type 'number'/)]);
  });

  test("declares a name again as something else", () => {
    cell("const x = 1; class C { a = 1 }");
    cell(`const x = "one"; class C { b = 1 }`);
    expect(cell("x.length + new C().b")).toEqual([]);
    expect(cell("new C().a")).toEqual([expect.stringMatching(/^1:9 Property 'a' does not exist/)]);
  });
});

describe("what is kept from cell to cell", () => {
  const CELLS = [
    `import { keyFromSeed, normal, type Normal } from "elbo"; import path from "node:path";`,
    `const q = normal(0, 1); const { join } = path; const draws = q.sample(keyFromSeed(1), 3);`,
    `class Point<T> { constructor(readonly x: T) {} } type Pair = [Point<number>, Normal];`,
    `const pair: Pair = [new Point(1), q]; const shape = { draws, pair, read: (await import("node:fs")).readFileSync };`,
    `[pair[1], shape.draws, new Point("x").x, normal(0, 1)]`,
    `shape.read; join("a", "b")`,
    `class Point<T> { y?: T } const other = [new Point<string>(), pair[0]] as const; enum Side { Left, Right }`,
    `declare module Old { const x: Pair } interface Two extends Array<Pair> { second?: typeof Old.x }`,
    `const side = Side.Left; const Inner = { z: pair }; function* rows() { yield shape }; [3].at(0)`,
    `import fs, { type Stats } from "node:fs"; const stats: Stats[] = []; const buffer = Buffer.from("x"); let draws = [stats]`,
    `const { pair: again, ...rest } = shape; for await (const row of draws) row.map(({ size }) => size); let a = 1, b = a; [a, b] = [b, a]; a++`,
    `const inner = Inner.z; abstract class Base { abstract m(): Pair } class Sub extends Base { m() { return pair } }`,
  ];

  test("leaves no trace: a cell comes to the same after one that was wrong, which makes the compiler begin anew", () => {
    const compiled = (before: () => void) => {
      declarations = "";
      return CELLS.map((code) => {
        before();
        const { output, declOutput, diagnostics, lastExpressionVar } = compiler.convert(declarations, code);
        declarations = declOutput ?? declarations;
        return {
          code,
          output,
          declOutput,
          lastExpressionVar,
          faults: diagnostics.map(({ messageText }) => messageText),
        };
      });
    };
    const kept = compiled(() => {});
    expect(kept.flatMap(({ faults }) => faults)).toEqual([]);
    expect(kept).toEqual(compiled(() => expect(cell("nothing.at.all")).toHaveLength(1)));
  });

  test("is right for many cells, and after questions about code that is wrong", () => {
    cell(
      `import { keyFromSeed, normal } from "elbo"; const q = normal(0, 1); const draws = q.sample(keyFromSeed(1), 3);`,
    );
    for (let i = 0; i < 110; i++) {
      if (i < 5) compiler.complete(declarations, "const n: string = 1; q.logP", 27);
      expect(cell(i % 2 ? "[n0, draws]" : `const n${i % 3} = q.logProb(draws);`)).toEqual([]);
    }
    expect(cell("n1.sqare()")).toEqual([expect.stringContaining("Property 'sqare' does not exist")]);
  });
});

describe("a file beside the notebook", () => {
  test("is found when it comes, and seen as it is now", () => {
    const [missing] = cell(`import { half } from "./half"`);
    expect(missing).toContain("Cannot find module './half'");
    writeFileSync(path.join(folder, "half.ts"), "export const half = (n: number) => n / 2;\n");
    expect(cell(`import { half } from "./half"; half(1)`)).toEqual([]);
    writeFileSync(path.join(folder, "half.ts"), "export const half = (n: string) => n.slice(n.length / 2);\n");
    expect(cell("half(1)")).toEqual([
      expect.stringContaining("'number' is not assignable to parameter of type 'string'"),
    ]);
    writeFileSync(path.join(folder, "half.ts"), "export const half: number = 'x';\n");
    expect(cell(`import { half } from "./half"`)).toEqual([expect.stringMatching(/^half.ts 1:14 Type 'string'/)]);
  });
});
