import { inspect } from "node:util";
import type { Diagnostic } from "tslab/dist/converter";

/** Jupyter's content of an `error` message. */
export interface CellError {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

const NOT_THE_READERS = new RegExp(`^ +at .*(node:|${escaped(__dirname)})`);

/** What a cell threw, with the frames of its stack that are Node's or the kernel's left out. */
export function describeError(error: unknown): CellError {
  if (!(error instanceof Error)) {
    const evalue = inspect(error);
    return { ename: "Error", evalue, traceback: [`thrown: ${evalue}`] };
  }
  return { ename: error.name, evalue: error.message, traceback: stackOf(error) };
}

function stackOf(error: Error): string[] {
  const lines = String(error.stack ?? error).split("\n");
  const cause = error.cause instanceof Error ? stackOf(error.cause) : [];
  if (cause.length > 0) cause[0] = `caused by ${cause[0]}`;
  return [...lines.filter((line) => !NOT_THE_READERS.test(line)), ...cause];
}

export const INTERRUPTED: CellError = {
  ename: "Interrupted",
  evalue: "the cell was interrupted",
  traceback: ["Interrupted: the cell was interrupted"],
};

/** What the compiler found, each with its line and column in the cell and a mark below the place. */
export function describeDiagnostics(diagnostics: readonly Diagnostic[], code: string): CellError {
  const lines = code.split("\n");
  const reports = diagnostics.map(({ start, end, messageText, fileName }, index) => {
    // tslab makes one of each line of a long message.
    const continues =
      diagnostics[index - 1]?.start.offset === start.offset && diagnostics[index - 1].fileName === fileName;
    if (continues) return { summary: `  ${messageText}`, marked: [] };
    const width = end.line === start.line ? Math.max(1, end.character - start.character) : 1;
    const marked = fileName ? [] : [`  ${lines[start.line]}`, `  ${" ".repeat(start.character)}${"~".repeat(width)}`];
    return { summary: `TypeScriptError: ${found(diagnostics[index])}`, marked };
  });
  const [first] = diagnostics;
  return {
    ename: "TypeScriptError",
    evalue: found(first),
    traceback: reports.flatMap(({ summary, marked }) => [...marked, summary]),
  };
}

function found({ fileName, start, messageText }: Diagnostic): string {
  return `${fileName ? `${fileName} ` : ""}line ${start.line + 1}, column ${start.character + 1}: ${messageText}`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
