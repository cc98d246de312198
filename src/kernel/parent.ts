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
  const alive = () => {
    try {
      return process.ppid === parent && process.kill(parent, 0);
    } catch (error) {
      return error.code === "EPERM";
    }
  };
  setInterval(() => alive() || process.kill(process.pid, "SIGKILL"), 1000);
`;
