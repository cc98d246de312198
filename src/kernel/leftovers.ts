import { AsyncLocalStorage, createHook, executionAsyncResource } from "node:async_hooks";
import { promiseHooks } from "node:v8";

/** Knows what each cell does, also when it has ended, and ends what interrupted cells have left behind. */
export interface Leftovers {
  /** Runs a body whose work, early or late, is that of a job. */
  run(job: object, body: () => void): void;
  /** What a body schedules belongs to no job. */
  outlive(body: () => void): void;
  /** Nothing that a job has scheduled is done any more: its timers do nothing, and its check points throw. */
  bury(job: object): void;
  /** Whether the code that runs is that of a buried job. */
  isRunning(): boolean;
  /** Makes Node keep account again of what schedules what, when it has been made to forget. */
  restore(): void;
}

/** @param flag 1 while a buried job runs, which its check points see. */
export function createLeftovers(flag: Int32Array): Leftovers {
  const jobs = new AsyncLocalStorage<object>();
  const buried = new WeakSet<object>();
  let isRunning = false;
  // Enabled only by the first burial, since it costs every promise a little.
  const hook = createHook({
    before() {
      const job = jobs.getStore();
      const wasRunning = isRunning;
      isRunning = job !== undefined && buried.has(job);
      if (isRunning) {
        const resource = executionAsyncResource() as Partial<Timer> & object;
        if ("_onTimeout" in resource) Object.assign(resource, { _onTimeout() {}, _repeat: null });
        else if ("_onImmediate" in resource) resource._onImmediate = () => {};
      }
      if (isRunning || wasRunning) Atomics.store(flag, 0, isRunning ? 1 : 0);
    },
  });
  return {
    run: (job, body) => jobs.run(job, body),
    outlive: (body) => jobs.exit(body),
    bury(job) {
      buried.add(job);
      hook.enable();
    },
    isRunning: () => isRunning,
    restore() {
      // Any change of its hooks makes Node put all of them in place again.
      promiseHooks.onInit(() => {})();
      hook.disable().enable();
    },
  };
}

/** Of Node's own timers, what keeps them from being run. */
interface Timer {
  _onTimeout: () => void;
  _repeat: null;
  _onImmediate: () => void;
}
