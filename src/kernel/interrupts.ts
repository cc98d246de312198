import { createLeftovers, type Leftovers } from "./leftovers";
import { createNotice } from "./notice";
import { createTerminator, interruptedCode } from "./terminator";

/** The name of the symbol under which the thread that reads the orders finds `stop`. */
export const STOP = "elbo.stop";

/** What came of a call to `stop`: there was nothing to stop; it stops, or will; the call came at a bad moment. */
export type Stopped = "idle" | "later" | "again";

/** What stops code that does not stop by itself. */
export interface Interrupts extends Pick<Leftovers, "outlive"> {
  /** Runs what must not be stopped half-way. */
  protect<T>(body: () => T): T;
  /** The same for what a loop may do all the time: the loop is stopped when the body is done. */
  postpone<T>(body: () => T): T;
  /** Runs a cell, whose code finds under `Symbol.for("elbo.interrupt")` what tells of its own interrupt. */
  run(job: object, body: () => void): void;
  /** Tells the running cell of an interrupt. False if it watches for that, and may still end by itself. */
  request(): boolean;
  /** What is not 0 while a cell is to end at its next check point, and what then ends it. */
  readonly flag: Int32Array;
  raise(): void;
  /** Raises if the flag says so. → the value */
  resume<T>(value: T): T;
  /** What `raise` throws. */
  readonly interruption: Error;
  /** There is nothing to interrupt. */
  forget(): void;
  /** Nothing that an interrupted cell has left behind will run any more. */
  bury(job: object): void;
}

/**
 * An interrupt in three steps. A cell that has read `globalThis[Symbol.for("elbo.interrupt")]`, an AbortSignal, is told
 * through it (also in a loop that never awaits) and has two seconds to end by itself, as `fit` does with its history so far.
 * The code of a cell ends at its next check point; what has none, as a library's loop, is terminated where it is. What the
 * cell would do later, in timers or after an `await`, is not done.
 */
export function createInterrupts(flag: Int32Array): Interrupts {
  const leftovers = createLeftovers(flag);
  const terminate = createTerminator(() => leftovers.outlive(() => setImmediate(leftovers.restore)));
  let depth = 0;
  let isDue = false;
  const notice = createNotice();

  const stop = (): Stopped => {
    const code = interruptedCode();
    // With nothing to end, the end would come to whatever runs next.
    if (code === "none") return "idle";
    isDue = depth > 0;
    if (isDue || !notice.request()) return "later";
    if (code === "ours") return "again";
    terminate();
    return "later";
  };
  Object.defineProperty(globalThis, Symbol.for(STOP), { value: stop });

  const protect = <T>(body: () => T): T => {
    depth += 1;
    try {
      return body();
    } finally {
      depth -= 1;
    }
  };

  const forget = () => void Atomics.store(flag, 0, 0);
  const interruption = new Error("the cell was interrupted");
  const raise = () => {
    if (leftovers.isRunning() || notice.request()) throw interruption;
  };
  return {
    flag,
    interruption,
    raise,
    resume(value) {
      if (flag[0]) raise();
      return value;
    },
    forget,
    protect,
    postpone(body) {
      isDue = false;
      const result = protect(body);
      if (isDue && depth === 0 && notice.request()) terminate();
      return result;
    },
    run(job, body) {
      forget();
      isDue = false;
      notice.renew();
      leftovers.run(job, body);
    },
    outlive: leftovers.outlive,
    request: notice.give,
    bury(job) {
      forget();
      leftovers.bury(job);
    },
  };
}
