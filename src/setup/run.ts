import { spawn } from "node:child_process";

const KEPT_CHARACTERS = 64_000;

/** How a command ended, and the end of what it printed. */
export interface Outcome {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
  /** Why it failed, in a few words: the last line it printed, or the signal that ended it. */
  readonly complaint: string;
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Ends the command and its children; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Runs a command without a word of its own. Rejects if it cannot be started. */
export function run(command: string, args: readonly string[], { env, cwd, signal }: RunOptions = {}): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    // A group of its own, so that a compiler's children end with it.
    const child = spawn(command, args, { env, cwd, stdio: ["ignore", "pipe", "pipe"], detached: true });
    const end = () => {
      try {
        process.kill(-(child.pid as number), "SIGKILL");
      } catch {
        child.kill("SIGKILL"); // no process groups here, or the group is gone
      }
    };
    signal?.addEventListener("abort", end, { once: true });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => {
      stdout = `${stdout}${chunk}`.slice(-KEPT_CHARACTERS);
    });
    child.stderr.on("data", (chunk) => {
      stderr = `${stderr}${chunk}`.slice(-KEPT_CHARACTERS);
    });
    child.on("error", reject);
    child.on("close", (status, killedBy) => {
      signal?.removeEventListener("abort", end);
      if (signal?.aborted) return reject(signal.reason);
      const complaint = killedBy ? `ended by ${killedBy}` : lastLine(stderr) || lastLine(stdout) || `status ${status}`;
      resolve({ ok: status === 0, stdout, stderr, complaint });
    });
  });
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1)?.trim() ?? "";
}
