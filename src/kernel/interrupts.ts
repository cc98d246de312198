import { AsyncLocalStorage, createHook, executionAsyncResource } from "node:async_hooks";
import { Session } from "node:inspector";
import { promiseHooks } from "node:v8";

/** The name of the symbol under which the thread that reads the orders finds `stop`. */
export const STOP = "elbo.stop";
const INTERRUPT = Symbol.for("elbo.interrupt");
/** How long a cell that watches for its interrupt may take to end by itself. */
const GRACE_MILLISECONDS = 2000;

/** What stops code that does not stop by itself. */
export interface Interrupts {
  /** Runs what must not be stopped half-way. */
  protect<T>(body: () => T): T;
  /** The same for what a loop may do all the time: the loop is stopped when the body is done. */
  postpone<T>(body: () => T): T;
  /** Runs a cell, whose code finds under `Symbol.for("elbo.interrupt")` what tells of its own interrupt. */
  run(job: object, body: () => void): void;
  /** Tells the running cell of an interrupt. False if it watches for that, and may still end by itself. */
  request(): boolean;
  /** Nothing that an interrupted cell has left behind will run any more. */
  bury(job: object): void;
}

/**
 * An interrupt in three steps. A cell that has read `globalThis[Symbol.for("elbo.interrupt")]`, an AbortSignal, is told
 * through it (also in a loop that never awaits) and has two seconds to end by itself, as `fit` does with its history so far.
 * A loop that holds the thread is terminated wherever it is. What the cell would do later, in timers or after an `await`, is
 * not done.
 */
export function createInterrupts(): Interrupts {
  const terminate = createTerminator(() => {
    // Any change of its hooks makes Node put all of them in place again.
    promiseHooks.onInit(() => {})();
    hook.disable().enable();
  });
  let depth = 0;
  let isDue = false;
  let controller = new AbortController();
  let isWatched = false;
  let requested = 0;

  const mayEnd = () => isWatched && Date.now() - requested < GRACE_MILLISECONDS;
  const request = () => {
    requested ||= Date.now();
    return !mayEnd();
  };
  const stop = () => {
    // With nothing to end, the end would come to whatever runs next.
    if (!isBusy()) return;
    isDue = depth > 0;
    if (!isDue && request()) terminate();
  };
  Object.defineProperty(globalThis, Symbol.for(STOP), { value: stop });
  Object.defineProperty(globalThis, INTERRUPT, {
    get() {
      isWatched = true;
      return controller.signal;
    },
  });

  const jobs = new AsyncLocalStorage<object>();
  const protect = <T>(body: () => T): T => {
    depth += 1;
    try {
      return body();
    } finally {
      depth -= 1;
    }
  };

  const buried = new WeakSet<object>();
  // Enabled only by the first interrupt, since it costs every promise a little.
  const hook = createHook({
    before() {
      const job = jobs.getStore();
      if (!job || !buried.has(job)) return;
      const resource = executionAsyncResource() as Partial<Timer> & object;
      if ("_onTimeout" in resource) Object.assign(resource, { _onTimeout() {}, _repeat: null });
      else if ("_onImmediate" in resource) resource._onImmediate = () => {};
      else if (resource instanceof Promise || resource.constructor.name === "PromiseWrap") terminate();
    },
  });

  return {
    protect,
    postpone(body) {
      isDue = false;
      const result = protect(body);
      if (isDue && depth === 0) stop();
      return result;
    },
    run(job, body) {
      controller = new AbortController();
      isWatched = false;
      isDue = false;
      requested = 0;
      // In a loop that never awaits, nobody can dispatch the signal's event.
      const { signal } = controller;
      Object.defineProperty(signal, "aborted", { get: () => requested > 0 && signal === controller.signal });
      jobs.run(job, body);
    },
    request() {
      const isFinal = request();
      if (isWatched) controller.abort();
      return isFinal;
    },
    bury(job) {
      buried.add(job);
      hook.enable();
    },
  };
}

/** Of Node's own timers, what keeps them from being run. */
interface Timer {
  _onTimeout: () => void;
  _repeat: null;
  _onImmediate: () => void;
}

/**
 * → a function that ends all JavaScript on the stack, without `finally`. Node's list of who called whom has therefore to be
 * emptied by hand, and nothing may be added to it before the end takes effect, by promises either, of which `restore` makes
 * Node keep account again. The session cannot be opened by the code that is to end.
 */
function createTerminator(restore: () => void): () => void {
  const { internalBinding } = require("internal/test/binding") as { internalBinding(name: string): AsyncWrap };
  const { setPromiseHooks, clearAsyncIdStack } = internalBinding("async_wrap");
  const session = new Session();
  session.connect();
  process.once("exit", () => session.disconnect());
  return () => {
    setImmediate(restore);
    setPromiseHooks();
    clearAsyncIdStack();
    session.post("Runtime.terminateExecution");
  };
}

/** Whether there is code on the stack below the call to `stop` from without. */
function isBusy(): boolean {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = CALLS_FROM_WITHOUT + 1;
  const { stack = "" } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  return stack.split("\n    at ").length - 1 > CALLS_FROM_WITHOUT;
}

/** `isBusy`, `stop` and the expression that calls it. */
const CALLS_FROM_WITHOUT = 3;

/** Of Node's insides, what is used here. */
interface AsyncWrap {
  setPromiseHooks(): void;
  clearAsyncIdStack(): void;
}
