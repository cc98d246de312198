import { inspect } from "node:util";

/** How a cell is called in stacks, where no name has a space. */
export const cellName = (count: number): string => `cell-${count}`;

/** Chromium writes `at f (cell-3:2:7)`, Firefox and Safari `f@cell-3:2:7`. */
const FRAME = /^(?: +at (?:async )?(?:(.*?) \()?|(.*?)@).*?\bcell-(\d+):(\d+):\d+/;
const PLACE = /^(.*) \((\d+):(\d+)\)$/s;

/** What a cell threw as the kernel would show it: name and message, and the lines of cells on the way to it. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return `thrown: ${inspect(error)}`;
  const frames = String(error.stack ?? "")
    .split("\n")
    .flatMap((line) => {
      const [frame, called, calledToo, cell, at] = line.match(FRAME) ?? [];
      if (frame === undefined) return [];
      const name = named(called ?? calledToo);
      const place = `cell [${cell}], line ${at}`;
      return [name ? `    at ${name} (${place})` : `    at ${place}`];
    });
  const cause = error.cause instanceof Error ? [`caused by ${describeError(error.cause)}`] : [];
  return [`${error.name}: ${error.message}`, ...frames, ...cause].join("\n");
}

/** Without what the compiler has called things; the cell itself is a function without a name. */
const named = (called = ""): string => called.replace(/^(exports|Object)\./, "").replace(/^(eval|.*[*/<].*)$/, "");

/** A cell that is no TypeScript, with the line, and a mark below the place where it is known. */
export function describeSyntaxError(error: unknown, code: string): string {
  const [, message, line, column] = (error instanceof Error && error.message.match(PLACE)) || [];
  if (message === undefined) return describeError(error);
  // the second parser, which is acorn, reads what the first one made: only the lines are where they were
  const mark = "raisedAt" in (error as Error) ? [] : [`${" ".repeat(Number(column) - 1)}~`];
  return [code.split("\n")[Number(line) - 1], ...mark, `SyntaxError: line ${line}: ${message}`].join("\n");
}
