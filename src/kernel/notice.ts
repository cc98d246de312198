const INTERRUPT = Symbol.for("elbo.interrupt");
/** How long a cell that watches for its interrupt may take to end by itself. */
const GRACE_MILLISECONDS = 2000;

/** What tells a cell that watches for it of its interrupt. */
export interface Notice {
  /** Another cell runs, of whose interrupt nothing is known. */
  renew(): void;
  /** There is an interrupt. False if the cell watches for that, and may still end by itself. */
  request(): boolean;
  /** The same, and lets those know who listen for the signal's event. */
  give(): boolean;
}

/** A notice that cells find under `Symbol.for("elbo.interrupt")`, as an AbortSignal: who reads it, watches. */
export function createNotice(): Notice {
  let controller = new AbortController();
  let isWatched = false;
  let requested = 0;
  Object.defineProperty(globalThis, INTERRUPT, {
    get() {
      isWatched = true;
      return controller.signal;
    },
  });
  const request = () => {
    requested ||= Date.now();
    return !isWatched || Date.now() - requested >= GRACE_MILLISECONDS;
  };
  return {
    renew() {
      controller = new AbortController();
      isWatched = false;
      requested = 0;
      // In a loop that never awaits, nobody can dispatch the signal's event.
      const { signal } = controller;
      Object.defineProperty(signal, "aborted", { get: () => requested > 0 && signal === controller.signal });
    },
    request,
    give() {
      const isFinal = request();
      if (isWatched) controller.abort();
      return isFinal;
    },
  };
}
