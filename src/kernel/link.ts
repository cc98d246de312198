import { writeSync } from "node:fs";
import type { CellError } from "./errors";
import type { Header, Json } from "./wire";

/** What the process that owns the sockets says to the one that computes. */
export type Order =
  | { readonly order: "request"; readonly request: Header; readonly content: Json }
  | { readonly order: "interrupt"; readonly cell: string }
  | { readonly order: "input"; readonly value: string };

/** What the process that computes says back. */
export type Word =
  | { readonly word: "publish"; readonly type: string; readonly content: Json; readonly cell: Header }
  | { readonly word: "reply"; readonly request: string; readonly content: Json }
  | { readonly word: "ask"; readonly cell: Header; readonly content: Json };

/** The file descriptors of the process that computes: it writes words to one and reads orders from the other. */
export const WORDS = 3;
export const ORDERS = 4;

/**
 * Says words at once: they are with the reader when this returns, also in a cell that never lets go of the thread; a reader
 * that is behind makes the writer wait. An empty line before them, should an interrupt have cut the last one short.
 */
export function say(...words: readonly Word[]): void {
  const bytes = Buffer.from(`\n${words.map((word) => JSON.stringify(word)).join("\n")}\n`);
  try {
    for (let sent = 0; sent < bytes.length; ) sent += writeSync(WORDS, bytes, sent);
  } catch {
    // The reader is gone, and this process follows it in a moment.
  }
}

export function order(spoken: Order): string {
  return `${JSON.stringify(spoken)}\n`;
}

/** Gives each line of a stream of text to `take`, parsed; what is no JSON is left out. */
export function takeLines<T>(take: (spoken: T) => void): (chunk: Buffer) => void {
  let parts: Buffer[] = [];
  return (chunk) => {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      const line = Buffer.concat([...parts, chunk.subarray(start, end)]).toString("utf8");
      parts = [];
      start = end + 1;
      const spoken = parse<T>(line);
      if (spoken) take(spoken);
    }
    if (start < chunk.length) parts.push(chunk.subarray(start));
  };
}

function parse<T>(line: string): T | undefined {
  try {
    return line === "" ? undefined : JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** The name of the error of a cell whose process has ended. */
export const KERNEL_DIED = "KernelDied";

export function deathOf(how: string): CellError {
  const evalue = `the kernel's process ended ${how}`;
  return { ename: KERNEL_DIED, evalue, traceback: [`${KERNEL_DIED}: ${evalue}`] };
}
