import { createRequire } from "node:module";
import type TypeScript from "@tslab/typescript-for-tslab";
import type { Converter } from "tslab/dist/converter";

/** The one place that reaches into tslab: its converter parses, checks and rewrites cells; the rest of tslab stays out. */
export interface Compiler extends Converter {
  isCompleteCode(code: string): { readonly completed: boolean; readonly indent?: string };
  printQuickInfo(info: TypeScript.QuickInfo): string;
}

/** Of the project's tsconfig, what concerns a cell; a variable that no cell uses is not a fault of the cell. */
const STRICT: TypeScript.CompilerOptions = {
  strict: true,
  // tslab sets noImplicitUseStrict, which contradicts this member of `strict`.
  alwaysStrict: false,
  ignoreDeprecations: "5.0",
  noImplicitOverride: true,
  noFallthroughCasesInSwitch: true,
  lib: ["lib.es2023.d.ts"],
};

/** A compiler whose folder is the current one. Takes about a second. */
export function createCompiler(): Compiler {
  const fromTslab = createRequire(require.resolve("tslab/dist/converter"));
  const id = fromTslab.resolve("@tslab/typescript-for-tslab");
  const typescript: typeof TypeScript = fromTslab(id);
  // tslab fixes its compiler options in a literal, so we stand between it and the compiler to add ours.
  const loaded = require.cache[id]!;
  loaded.exports = {
    ...typescript,
    createWatchCompilerHost: (files: string[], options: TypeScript.CompilerOptions, ...rest: [TypeScript.System]) =>
      typescript.createWatchCompilerHost(files, { ...options, ...STRICT }, ...rest),
  };
  const { createConverter, isCompleteCode } = fromTslab("./converter") as typeof import("tslab/dist/converter");
  const { printQuickInfo } = fromTslab("./inspect") as typeof import("tslab/dist/inspect");
  return { ...createConverter(), isCompleteCode, printQuickInfo };
}
