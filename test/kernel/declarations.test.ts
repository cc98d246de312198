import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createReader, findRolledUp } from "../../src/kernel/declarations";

describe("a library of the language", () => {
  const files: Readonly<Record<string, string>> = {
    "/lib/lib.new.d.ts": `/// <reference lib="old" />\n/// <reference lib="core" />\ntype New = 1;\n`,
    "/lib/lib.old.d.ts": `/// <reference lib="core" />\ntype Old = 1;\n`,
    "/lib/lib.core.d.ts": "type Core = 1;\n",
    "/other/lib.old.d.ts": `/// <reference lib="core" />\n`,
  };

  test("comes with all that it refers to, each once, and later ones without what was there", () => {
    const read = createReader((file) => files[file], "/lib");
    expect(read("/lib/lib.old.d.ts")).toBe("type Core = 1;\n\ntype Old = 1;\n");
    expect(read("/lib/lib.new.d.ts")).toBe("\n\ntype New = 1;\n");
  });

  test("is known by its folder", () => {
    const read = createReader((file) => files[file], "/lib");
    expect(read("/other/lib.old.d.ts")).toBe(files["/other/lib.old.d.ts"]);
    expect(read("/lib/lib.none.d.ts")).toBeUndefined();
  });
});

describe("rolled-up types", () => {
  let folder: string;
  const file = (name: string) => path.join(folder, name);
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "elbo-declarations-"));
    writeFileSync(file(".tsbuildinfo"), "");
    writeFileSync(file("rolled-up.d.ts"), `declare module "a" {\n}\ndeclare module "a/b" {\n}\n`);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("stand for the modules that they name", () => {
    expect(findRolledUp(folder)).toEqual({
      file: file("rolled-up.d.ts"),
      entry: file("index.d.ts"),
      modules: new Set(["a", "a/b"]),
    });
  });

  test("are not used if they are older than the compilation, or not there", () => {
    utimesSync(file("rolled-up.d.ts"), 0, 0);
    expect(findRolledUp(folder)).toBeUndefined();
    rmSync(file("rolled-up.d.ts"));
    expect(findRolledUp(folder)).toBeUndefined();
  });
});
