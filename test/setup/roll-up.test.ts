import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { beforeEach, describe, expect, test } from "vitest";
import { rollUpOwnTypes } from "../../src/setup/own-types";
import { rollUp } from "../../src/setup/roll-up";
import { tempFolder } from "./temp-folder";

let folder: string;
beforeEach(() => {
  folder = tempFolder();
});

function files(texts: Readonly<Record<string, string>>) {
  for (const [name, text] of Object.entries(texts)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
}

function roll(): string {
  return rollUp(path.join(folder, "index.d.ts"), (file) => {
    const name = path.relative(folder, file).replace(/\.d\.ts$/, "");
    return name.startsWith("..") ? undefined : name === "index" ? "own" : `own/${name}`;
  });
}

/** What TypeScript says of a text that imports from a roll-up, with the roll-up checked as well. */
function faults(types: string, text: string): readonly string[] {
  files({ "out/own.d.ts": types, "out/use.ts": text });
  const roots = ["own.d.ts", "use.ts"].map((name) => path.join(folder, "out", name));
  const program = ts.createProgram(roots, { strict: true, noEmit: true, types: [], lib: ["lib.es5.d.ts"] });
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
}

test("a name is followed through re-exports to where it is declared, and what nobody mentions stays out", () => {
  files({
    "index.d.ts": `export { make as build } from "./barrel";\n`,
    "barrel.d.ts": `export * from "./thing";\n`,
    "thing.d.ts": `import type { Part } from "./part";\n/** Makes it. */\nexport declare function make(): Part;\nexport declare function unused(): void;\n`,
    "part.d.ts": `interface Hidden { readonly size: number }\nexport interface Part extends Hidden {}\nexport interface Other {}\n`,
  });
  const types = roll();
  expect(types).toContain("/** Makes it. */\nexport function make");
  expect(types).not.toMatch(/unused|Other|barrel/);
  expect(faults(types, `import { build } from "own";\nconst n: number = build().size;`)).toEqual([]);
  expect(faults(types, `import { build } from "own";\nconst n: string = build().size;`)).toHaveLength(1);
});

test("a namespace keeps the members that are mentioned, under its name", () => {
  files({
    "index.d.ts": `import * as all from "./all";\nexport declare const first: all.Item;\n`,
    "all.d.ts": `export * from "./items";\n`,
    "items.d.ts": `export interface Item { readonly a: 1 }\nexport interface Unused {}\n`,
  });
  const types = roll();
  expect(types).not.toContain("Unused");
  expect(faults(types, `import { first } from "own";\nconst one: 1 = first.a;`)).toEqual([]);
});

test("an augmentation goes to the module that it augments", () => {
  files({
    "index.d.ts": `/// <reference path="./chained.d.ts" />\nexport { type Box } from "./box";\n`,
    "box.d.ts": `export declare class Box { value: number }\n`,
    "chained.d.ts": `import type { Step } from "./step";\ndeclare module "./box" {\n  interface Box { twice(step: Step): Box }\n}\n`,
    "step.d.ts": `export interface Step { readonly by: number }\n`,
  });
  const use = `import type { Box } from "own";\nexport const f = (box: Box): number => box.twice({ by: 2 }).value;`;
  expect(faults(roll(), use)).toEqual([]);
});

test("a type of another package stays an import", () => {
  files({
    "index.d.ts": `import type { Far } from "far";\nexport declare const far: Far;\n`,
    "node_modules/far/index.d.ts": "export interface Far {}\n",
  });
  const types = rollUp(path.join(folder, "index.d.ts"), (file) => (file.includes("node_modules") ? undefined : "own"));
  expect(types).toContain(`import { Far } from "far";`);
});

test("an import within a type is followed", () => {
  files({
    "index.d.ts": `export declare const parts: import("./parts").Part[];\n`,
    "parts.d.ts": `export * from "./part";\n`,
    "part.d.ts": "export interface Part { readonly size: number }\n",
  });
  expect(faults(roll(), `import { parts } from "own";\nconst n: number = parts[0].size;`)).toEqual([]);
  expect(faults(roll(), `import { parts } from "own";\nconst n: string = parts[0].size;`)).toHaveLength(1);
});

test("a namespace that is exported whole keeps all of its names", () => {
  files({
    "index.d.ts": `export * as parts from "./parts";\n`,
    "parts.d.ts": `export * from "./part";\nexport declare const count: number;\n`,
    "part.d.ts": "export interface Part { readonly size: number }\n",
  });
  const use = `import { parts } from "own";\nconst part: parts.Part = { size: parts.count };\nexport const n: string = part.size;`;
  expect(faults(roll(), use)).toEqual([expect.stringContaining("'number' is not assignable to type 'string'")]);
});

test("an import of another form is refused", () => {
  files({
    "index.d.ts": `import far from "far";\nexport declare const near: far;\n`,
    "node_modules/far/index.d.ts": "export default interface Far {}\n",
  });
  expect(roll).toThrow("the roll-up knows no import like");
});

describe("the roll-up of this package", () => {
  const dist = path.join(__dirname, "..", "..", "dist");
  let program: ts.Program;
  let rolledUp: string;
  beforeEach(() => {
    rolledUp = path.join(folder, "own.d.ts");
    writeFileSync(rolledUp, rollUpOwnTypes(dist));
    const options: ts.CompilerOptions = { strict: true, noEmit: true, types: [], module: ts.ModuleKind.Node16 };
    program = ts.createProgram([rolledUp, path.join(dist, "index.d.ts")], options);
  });

  test("mentions nothing that is not in it", () => {
    const messages = ts
      .getPreEmitDiagnostics(program, program.getSourceFile(rolledUp))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
    // TensorFlow.js knows the buffers of browsers.
    expect(messages.filter((message) => !/GPU/.test(message))).toEqual([]);
  });

  test("has the names and the types of the package", () => {
    const checker = program.getTypeChecker();
    const [rolled] = checker.getAmbientModules().filter(({ name }) => name === `"elbo"`);
    const own = checker.getSymbolAtLocation(program.getSourceFile(path.join(dist, "index.d.ts"))!)!;
    expect(typesOf(rolled, checker)).toEqual(typesOf(own, checker));
  });

  function typesOf(module: ts.Symbol, checker: ts.TypeChecker): ReadonlyMap<string, string> {
    const textOf = (type: ts.Type) =>
      checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation).replace(/import\(".*?"\)\./g, "");
    return new Map(
      checker.getExportsOfModule(module).map((symbol) => {
        const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
        const type = target.valueDeclaration
          ? checker.getTypeOfSymbol(target)
          : checker.getDeclaredTypeOfSymbol(target);
        const members = type
          .getProperties()
          .map((member) => `${member.name}: ${textOf(checker.getTypeOfSymbol(member))}`);
        return [symbol.name, `${textOf(type)} { ${members.join("; ")} }`];
      }),
    );
  }
});
