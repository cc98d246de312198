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
  const causes: readonly unknown[] = [error.cause, ...(error instanceof AggregateError ? error.errors : [])];
  const below = causes.flatMap((cause) => {
    if (!(cause instanceof Error)) return [];
    const [first, ...rest] = stackOf(cause);
    return [`caused by ${first}`, ...rest];
  });
  return [...ofTheReader(String(error.stack ?? error).split("\n")), ...below];
}

/** The lines of a stack without the frames that are Node's or the kernel's. */
export function ofTheReader(stack: readonly string[]): readonly string[] {
  return stack.filter((line) => !NOT_THE_READERS.test(line));
}

export const INTERRUPTED: CellError = {
  ename: "Interrupted",
  evalue: "the cell was interrupted",
  traceback: ["Interrupted: the cell was interrupted"],
};

/** As TypeScript has it. */
const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/;

/** What the compiler found, each with its line and column in the cell and a mark below the place. */
export function describeDiagnostics(diagnostics: readonly Diagnostic[], code: string): CellError {
  const lines = code.split(LINE_BREAK);
  const reports = diagnostics.map(({ start, end, messageText, fileName }, index) => {
    // tslab makes one of each line of a long message.
    const continues =
      diagnostics[index - 1]?.start.offset === start.offset && diagnostics[index - 1].fileName === fileName;
    if (continues) return { summary: `  ${messageText}`, marked: [] };
    const width = end.line === start.line ? Math.max(1, end.character - start.character) : 1;
    const isShown = !fileName && start.line < lines.length;
    const marked = !isShown ? [] : [`  ${lines[start.line]}`, `  ${" ".repeat(start.character)}${"~".repeat(width)}`];
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
