import path from "node:path";
import ts from "typescript";
import type { Fault } from "./check-source";
import { isCode, joined, type Notebook } from "./notebook";

/** A module made of a notebook's code cells, which knows the cell of each of its lines. */
interface Extract {
  readonly text: string;
  /** By line, from 0: the cell and the line in it, from 1. */
  readonly lines: readonly { readonly cell: string; readonly line: number }[];
}

/** Checks the types of notebooks under a tsconfig, each as one module beside its file. → their faults, by file */
export function checkTypes(
  notebooks: ReadonlyMap<string, Notebook>,
  tsconfig: string,
): ReadonlyMap<string, readonly Fault[]> {
  const extracts = new Map([...notebooks].map(([file, notebook]) => [moduleOf(file), extract(notebook)]));
  const options = readOptions(tsconfig);
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => extracts.has(file) || fileExists(file);
  host.readFile = (file) => extracts.get(file)?.text ?? readFile(file);
  host.getSourceFile = (file, version, ...rest) => {
    const text = extracts.get(file)?.text;
    return text === undefined ? getSourceFile(file, version, ...rest) : ts.createSourceFile(file, text, version);
  };
  const program = ts.createProgram([...extracts.keys()], options, host);
  const faultsOf = (file: string) => {
    const source = program.getSourceFile(moduleOf(file));
    return ts.getPreEmitDiagnostics(program, source).map((diagnostic) => faultOf(diagnostic, extracts));
  };
  return new Map([...notebooks.keys()].map((file) => [file, faultsOf(file)]));
}

function extract({ cells }: Notebook): Extract {
  const rows = cells.filter(isCode).flatMap(({ id, source }) =>
    joined(source)
      .split("\n")
      .map((text, index) => ({ text, cell: id, line: index + 1 })),
  );
  return { text: rows.map(({ text }) => text).join("\n"), lines: rows };
}

/** `.mts`, for a module may await at its top level as a cell may. */
function moduleOf(file: string): string {
  return path
    .resolve(file)
    .replaceAll(path.sep, "/")
    .replace(/\.ipynb$/, ".ipynb.mts");
}

function readOptions(tsconfig: string): ts.CompilerOptions {
  const { config, error } = ts.readConfigFile(tsconfig, ts.sys.readFile);
  if (error) throw new Error(`${tsconfig}: ${ts.flattenDiagnosticMessageText(error.messageText, " ")}`);
  const none = { ...config, files: [], include: [] };
  const { options } = ts.parseJsonConfigFileContent(none, ts.sys, path.dirname(tsconfig), { noEmit: true }, tsconfig);
  return options;
}

function faultOf({ file, start = 0, messageText }: ts.Diagnostic, extracts: ReadonlyMap<string, Extract>): Fault {
  const message = ts.flattenDiagnosticMessageText(messageText, " ");
  const extracted = file && extracts.get(file.fileName);
  if (!extracted) return { message };
  const { cell, line } = extracted.lines[file.getLineAndCharacterOfPosition(start).line];
  return { cell, message: `line ${line}: ${message}` };
}
