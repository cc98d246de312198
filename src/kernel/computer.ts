import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import type { Duplex, Readable } from "node:stream";
import { ORDERS, type Order, order, takeLines, WORDS, type Word } from "./link";
import { log } from "./log";

/** The process that compiles and runs cells, seen from the one that owns the sockets. */
export interface Computer {
  tell(spoken: Order): void;
  /** Resolves with how the process ended, in words, when all that it said has been heard. */
  readonly ended: Promise<string>;
  /** Ends it, with all that its cells have started. */
  end(): Promise<void>;
}

export interface ComputerListener {
  hear(word: Word): void;
  /** What native code and child processes print, of which no cell is known to be the author. */
  printed(text: string): void;
}

const MAIN = path.join(__dirname, "compute.js");
const FLAGS = [
  // Else what young objects may take grows in long sessions to three times this.
  "--max-semi-space-size=8",
  // An interrupt may have to put Node's own bookkeeping in order: see `terminator.ts`.
  "--expose-internals",
  "--disable-warning=ExperimentalWarning",
  "--disable-warning=internal/test/binding",
];
const DRAIN_MILLISECONDS = 300;
const FAREWELL_MILLISECONDS = 1000;
const FATAL = /FATAL ERROR: .*/;

/** Starts it. It leads a process group, so that an interrupt reaches what its cells have started. */
export function startComputer({ hear, printed }: ComputerListener): Computer {
  const child = spawn(process.execPath, [...FLAGS, MAIN], {
    stdio: ["ignore", "pipe", "pipe", "pipe", "pipe"],
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  const words = child.stdio[WORDS] as Readable;
  const orders = child.stdio[ORDERS] as Duplex;
  words.on("data", takeLines(hear));
  child.stdout?.setEncoding("utf8").on("data", printed);
  let fatal: string | undefined;
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    fatal = text.match(FATAL)?.[0] ?? fatal;
    log(text);
  });
  // Its end tells, not a write that came too late.
  for (const stream of [words, orders]) stream.on("error", () => {});

  const exited = new Promise<string>((resolve) => {
    child.once("exit", (status, signal) => resolve(signal ? `by ${signal}` : `with status ${status}`));
    child.once("error", (error) => resolve(`before it began: ${error.message}`));
  });
  const isHeard = new Promise((resolve) => words.once("close", resolve));
  return {
    tell: (spoken) => void orders.write(order(spoken)),
    ended: exited.then(async (how) => {
      killGroup(child);
      await Promise.race([isHeard, later(DRAIN_MILLISECONDS)]);
      return fatal ? `${how} (${fatal})` : how;
    }),
    async end() {
      orders.end();
      await Promise.race([exited, later(FAREWELL_MILLISECONDS)]);
      killGroup(child);
    },
  };
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // nothing is left of it
  }
}

function later(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
