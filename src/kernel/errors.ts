import { inspect } from "node:util";
import type { Diagnostic } from "tslab/dist/converter";

/** Jupyter's content of an `error` message. */
export interface CellError {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** What a cell threw, with the frames of its stack that are below the kernel left out. */
export function describeError(error: unknown, cellFile?: string): CellError {
  if (!(error instanceof Error)) {
    const evalue = inspect(error);
    return { ename: "Error", evalue: `thrown: ${evalue}`, traceback: [`Error: thrown: ${evalue}`] };
  }
  if ((error as NodeJS.ErrnoException).code === "ERR_SCRIPT_EXECUTION_INTERRUPTED") return interrupted();
  const { name: ename, message: evalue } = error;
  const lines = inspect(error).split("\n");
  const last = cellFile ? lines.findLastIndex((line) => line.includes(cellFile)) : -1;
  const kernel = lines.findIndex((line) => line.includes(__dirname));
  const end = last >= 0 ? last + 1 : kernel >= 0 ? kernel : lines.length;
  return { ename, evalue, traceback: lines.slice(0, end) };
}

export function interrupted(): CellError {
  const evalue = "the cell was interrupted";
  return { ename: "Interrupted", evalue, traceback: [`Interrupted: ${evalue}`] };
}

/** What the compiler found, each with its line and column in the cell and a mark below the place. */
export function describeDiagnostics(diagnostics: readonly Diagnostic[], code: string): CellError {
  const lines = code.split("\n");
  const reports = diagnostics.map(({ start, end, messageText, fileName }) => {
    const place = `${fileName ? `${fileName} ` : ""}line ${start.line + 1}, column ${start.character + 1}`;
    const line = fileName ? undefined : lines[start.line];
    const width = end.line === start.line ? Math.max(1, end.character - start.character) : 1;
    const marked = line === undefined ? [] : [`  ${line}`, `  ${" ".repeat(start.character)}${"~".repeat(width)}`];
    return { summary: `${place}: ${messageText}`, marked };
  });
  return {
    ename: "TypeScriptError",
    evalue: reports[0].summary,
    traceback: reports.flatMap(({ summary, marked }) => [`TypeScriptError: ${summary}`, ...marked]),
  };
}
