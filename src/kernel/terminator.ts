import { Session } from "node:inspector";

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

/** The innermost call, in a file, on the stack below the call to `stop` from without; undefined if there is none. */
export function interruptedPlace(): string | undefined {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = CALLS_FROM_WITHOUT + CALLS_WITHOUT_A_FILE;
  const { stack = "" } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  const below = stack.split("\n    at ").slice(1 + CALLS_FROM_WITHOUT);
  return below.find((call) => /:\d+\)?$/.test(call)) ?? below[0];
}

/** `interruptedPlace`, `stop` and the expression that calls it. */
const CALLS_FROM_WITHOUT = 3;
/** Of the language's own functions, such as `sort`, more than these do not lie upon each other. */
const CALLS_WITHOUT_A_FILE = 8;
/** What Node does between two callbacks must not be ended half-way: it would end the process by an assertion. */
export const NODES_BOOKKEEPING = /node:internal\/(?:async_|process\/|timers|bootstrap\/|promise)/;

/** Of Node's insides, what is used here. */
interface AsyncWrap {
  setPromiseHooks(): void;
  clearAsyncIdStack(): void;
}
