import { Session } from "node:inspector";
import path from "node:path";

/**
 * → a function that ends all JavaScript on the stack, without `finally`. Node's list of who called whom has therefore to be
 * emptied by hand, and nothing may be added to it before the end takes effect, by promises either, of which
 * `restoreSoon` makes Node keep account again. The session cannot be opened by the code that is to end.
 */
export function createTerminator(restoreSoon: () => void): () => void {
  const { internalBinding } = require("internal/test/binding") as { internalBinding(name: string): AsyncWrap };
  const { setPromiseHooks, clearAsyncIdStack } = internalBinding("async_wrap");
  const session = new Session();
  session.connect();
  process.once("exit", () => session.disconnect());
  return () => {
    restoreSoon();
    setPromiseHooks();
    clearAsyncIdStack();
    session.post("Runtime.terminateExecution");
  };
}

/**
 * What stands on the stack below the call to `stop` from without: nothing; the code of a cell, or a library's that it has
 * called, which may be ended where it is; or what may not: Node between two callbacks, which would end the process by an
 * assertion, and the kernel itself, whose reply would be lost.
 */
export function interruptedCode(): "none" | "a cell's" | "ours" {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = CALLS_FROM_WITHOUT + CALLS_OF_NODE;
  const { stack = "" } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  const below = stack.split("\n    at ").slice(1 + CALLS_FROM_WITHOUT);
  if (below.length === 0) return "none";
  const inFiles = below.filter((call) => /:\d+\)?$/.test(call));
  if (NODES_BOOKKEEPING.test(inFiles[0])) return "ours";
  const caller = inFiles.find((call) => !call.includes("node:")) ?? "";
  return KERNEL.some((folder) => caller.includes(folder)) ? "ours" : "a cell's";
}

/** `interruptedCode`, `stop` and the expression that calls it. */
const CALLS_FROM_WITHOUT = 3;
/** More calls of Node's, or of the language's own functions, such as `sort`, do not lie upon each other. */
const CALLS_OF_NODE = 24;
const NODES_BOOKKEEPING = /node:internal\/(?:async_|process\/|timers|bootstrap\/|promise)/;
/** As built, and as its source maps say. */
const KERNEL = ["dist", "src"].map((folder) => path.join(__dirname, "..", "..", folder, "kernel") + path.sep);

/** Of Node's insides, what is used here. */
interface AsyncWrap {
  setPromiseHooks(): void;
  clearAsyncIdStack(): void;
}
