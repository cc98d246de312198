import { createRequire, SourceMap } from "node:module";
import type TypeScript from "@tslab/typescript-for-tslab";
import type { Converter, ConvertResult } from "tslab/dist/converter";
import { watchCells } from "./cell-programs";
import { loadCompiled } from "./compiled-code";
import { createDocComments } from "./doc-comments";
import { leaveOutExports } from "./exports-left-out";
import { type Completeness, completenessOf } from "./is-complete";
import { createKeptPrinter } from "./kept-declarations";
import { cellOptions } from "./options";
import { type Expanded, expandShorthand } from "./shorthand";
import type { Host } from "./source-files";
import type { Internals } from "./trees";

/** A place in a text, counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The one place that reaches into tslab: its converter parses, checks and rewrites cells; the rest of tslab stays out. */
export interface Compiler extends Pick<Converter, "complete" | "inspect"> {
  /** @param as "expression" for what must be one, and no statement. */
  convert(declarations: string, code: string, as?: "cell" | "expression"): ConvertResult;
  /** The place in the cell that was converted last to which a place in its output belongs. */
  sourcePlaces(): (output: Place) => Place;
  completenessOf(code: string): Completeness;
}

/** tslab puts a line of its own before a cell. */
const PREFIX_LINES = 1;

/** Declarations name the files that they need, which all cells have. */
const REFERENCE = /^\/\/\/ <reference .*\n/gm;

const WARM_UP = `import { normal } from "elbo"; const q = normal(0, 1);`;

/** A compiler whose folder is the current one. Takes about a second. */
export function createCompiler(): Compiler {
  const fromTslab = createRequire(require.resolve("tslab/dist/converter"));
  const id = fromTslab.resolve("@tslab/typescript-for-tslab");
  const keepCompiled = loadCompiled(id);
  const typescript: Internals = fromTslab(id);
  const docComments = createDocComments(typescript);
  const keptPrinter = createKeptPrinter(typescript);
  let map = "";
  let cell: Expanded;
  // tslab fixes its options in literals, so we stand between it and the compiler: to add ours, and to keep source maps.
  require.cache[id]!.exports = {
    ...typescript,
    createWatchCompilerHost: (files: string[], options: TypeScript.CompilerOptions, ...rest: [TypeScript.System]) =>
      typescript.createWatchCompilerHost(files, { ...options, ...cellOptions(typescript, process.cwd()) }, ...rest),
    createWatchProgram: (host: Host) => watchCells(typescript, host, docComments),
    getQuickInfoAtPosition: (...about: Parameters<Internals["getQuickInfoAtPosition"]>) => {
      docComments.giveBack();
      return typescript.getQuickInfoAtPosition(...about);
    },
    createPrinter: () => keptPrinter,
    // Done already, when the cell was emitted.
    transpileModule: (module: string) => {
      const [outputText, ownMap] = withoutMap(module);
      map = ownMap;
      return { outputText };
    },
  };
  const { createConverter, isCompleteCode } = fromTslab("./converter") as typeof import("tslab/dist/converter");
  const { convert, complete, inspect } = createConverter();
  // Reads what every cell needs, before the first one asks for it.
  convert("", WARM_UP);
  keepCompiled();
  return {
    convert(declarations, code, as = "cell") {
      cell =
        as === "cell"
          ? expandShorthand(typescript, leaveOutExports(typescript, code))
          : inParentheses(typescript, code);
      const { diagnostics, declOutput, ...result } = convert(declarations, cell.code);
      const original = <P extends { line: number; character: number }>(place: P): P => ({
        ...place,
        character: cell.columnOf(place.line, place.character),
      });
      const inCell = diagnostics.map((diagnostic) => {
        const { fileName, start, end } = diagnostic;
        return fileName ? diagnostic : { ...diagnostic, start: original(start), end: original(end) };
      });
      return { ...result, diagnostics: inCell, declOutput: declOutput?.replace(REFERENCE, "") };
    },
    complete,
    inspect,
    completenessOf: (code) => completenessOf(typescript, code, isCompleteCode(code)),
    sourcePlaces() {
      const [kept, { columnOf }] = [map, cell];
      let read: SourceMap | undefined;
      return (output) => {
        read ??= new SourceMap(JSON.parse(kept));
        const { line, column } = originOf(output, read);
        const lineInCell = line - PREFIX_LINES;
        return { line: lineInCell, column: columnOf(lineInCell - 1, column - 1) + 1 };
      };
    },
  };
}

/** An expression so that `{ … }` is a record, with the columns that it has without its parentheses. */
function inParentheses(typescript: Internals, code: string): Expanded {
  const { columnOf, ...expanded } = expandShorthand(typescript, `(${code}\n)`);
  return { ...expanded, columnOf: (line, column) => columnOf(line, column) - (line === 0 ? 1 : 0) };
}

/** → a module without the map that ends it, which Node would keep as well, and the map as a text of its own */
function withoutMap(module: string): readonly [string, string] {
  const [comment = "", encoded = ""] = module.match(MAP) ?? [];
  return [module.slice(0, module.length - comment.length), Buffer.from(encoded, "base64").toString("utf8")];
}

const MAP = /\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\s*$/;

function originOf(place: Place, map: SourceMap): Place {
  const entry = map.findEntry(place.line - 1, place.column - 1);
  return "originalLine" in entry ? { line: entry.originalLine + 1, column: entry.originalColumn + 1 } : place;
}
