const INTERVAL_MILLISECONDS = 1000;

/**
 * Ends this process when the client that started it is gone, which Jupyter's clients announce in JPY_PARENT_PID. The process
 * that computes ends with this one.
 */
export function followParent(): void {
  if (process.env.JPY_PARENT_PID === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent || !isAlive(parent)) process.exit(1);
  }, INTERVAL_MILLISECONDS).unref();
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
