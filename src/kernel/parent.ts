import { isAlive } from "../files/is-alive";

const INTERVAL_MILLISECONDS = 1000;

/**
 * Ends this process when the client that started it is gone, which Jupyter's clients announce in JPY_PARENT_PID. The process
 * that computes ends with this one.
 */
export function followParent(): void {
  const { JPY_PARENT_PID } = process.env;
  if (JPY_PARENT_PID === undefined) return;
  const parent = process.ppid;
  // The client may have gone before this process could look, and its place as the parent been taken. On Windows the
  // variable holds a handle, not a pid.
  const client = process.platform === "win32" ? parent : Number(JPY_PARENT_PID);
  setInterval(() => {
    if (process.ppid !== parent || !isAlive(client)) process.exit(1);
  }, INTERVAL_MILLISECONDS).unref();
}
