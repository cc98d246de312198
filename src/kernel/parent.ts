import { Worker } from "node:worker_threads";

/**
 * Ends this process when the client that started it is gone, which Jupyter's clients announce in JPY_PARENT_PID.
 *
 * In a thread of its own, for a cell may hold the main thread for ever.
 */
export function followParent(): void {
  if (process.env.JPY_PARENT_PID === undefined) return;
  new Worker(WATCH, { eval: true, stdout: true, stderr: true }).unref();
}

const WATCH = `
  const parent = process.ppid;
  // The client may have gone before this process could look. On Windows the variable holds a handle, not a pid.
  const client = process.platform === "win32" ? parent : Number(process.env.JPY_PARENT_PID);
  const signal = (pid, name) => {
    try {
      return process.kill(pid, name);
    } catch (error) {
      return error.code === "EPERM";
    }
  };
  setInterval(() => {
    if (process.ppid === parent && signal(client, 0)) return;
    // With all that the cells have started, if this process leads a group of its own.
    signal(-process.pid, "SIGKILL");
    signal(process.pid, "SIGKILL");
  }, 1000);
`;
