const INTERRUPTIONS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Does work that can clean up after itself when a time limit or an interruption cuts it short.
 * The signal's reason is an `AbortError` after an interruption, which then ends the process as ever.
 */
export async function interruptible<T>(limitSeconds: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let received: NodeJS.Signals | undefined;
  const interrupt = (name: NodeJS.Signals) => {
    received = name;
    controller.abort();
  };
  const timer = setTimeout(
    () => controller.abort(new Error(`it took longer than ${limitSeconds} s`)),
    limitSeconds * 1000,
  );
  for (const name of INTERRUPTIONS) process.on(name, interrupt);
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    for (const name of INTERRUPTIONS) process.off(name, interrupt);
    if (received) process.kill(process.pid, received);
  }
}
