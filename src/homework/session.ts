import { randomUUID } from "node:crypto";
import { chmodSync, chownSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startKernel } from "../runner/kernel-client";
import type { Launch } from "../runner/kernel-process";
import type { Output } from "../runner/notebook";
import type { Displays } from "../runner/outputs";
import { runCell } from "../runner/run-cell";
import { ANSWER, type Answered } from "./answer";
import { withBoundedOutput } from "./bounded-output";
import { pack, unpack } from "./transfer";
import { watch } from "./watch";

/** A conversation with a kernel in which a student's code runs. */
export interface Session {
  /** Runs a cell. → what went wrong, in words */
  run(code: string): Promise<string | undefined>;
  /** What a student's function gives for some arguments; without any, a value. Rejects with what went wrong. */
  ask(name: string, args?: readonly unknown[]): Promise<unknown>;
  /** Why the kernel is gone. */
  readonly over: string | undefined;
  close(): Promise<void>;
}

export interface SessionOptions {
  /** The limit for one cell, and for one answer. */
  readonly cellSeconds: number;
  readonly memoryBytes: number;
  /** When the kernel is ended, in milliseconds since the epoch. */
  readonly deadline: number;
}

const STARTUP_MILLISECONDS = 120_000;
/** The connection file and five sockets. */
const MAX_FILES = 6;
const ASK = "elbo$answer";
const IMPORT = `import { answer as ${ASK} } from ${JSON.stringify(path.resolve(__dirname, "..", "..", "dist", "homework", "answer"))};`;

/** Starts a kernel. Rejects if that fails, for which no student is to answer; after that nothing rejects but answers. */
export async function openSession(launch: Launch, options: SessionOptions): Promise<Session> {
  const kernel = await startKernel(launch, tmpdir(), STARTUP_MILLISECONDS);
  const displays: Displays = new Map();
  let over: string | undefined;
  const end = (reason: string) => {
    over ??= reason;
    kernel.process.signal("SIGKILL");
  };
  const limit = setTimeout(() => end("the time for the whole submission was over"), options.deadline - Date.now());
  const { pid, connection } = kernel.process;
  const folder = connection.transport === "ipc" ? path.dirname(connection.ip) : undefined;
  if (folder !== undefined && launch.owner !== undefined) takeBack(folder);
  const stopWatching = watch({ pid, maxBytes: options.memoryBytes, folder, maxFiles: MAX_FILES }, end);
  const bounded = withBoundedOutput(kernel, () => end("it printed too much"));

  const run = async (code: string): Promise<{ failure?: string; outputs: readonly Output[] }> => {
    if (over !== undefined) return { failure: over, outputs: [] };
    try {
      const { failure, died, collected } = await runCell(bounded, code, {
        timeoutSeconds: options.cellSeconds,
        displays,
      });
      if (died) over ??= failure;
      return { failure: over ?? failure, outputs: collected.outputs };
    } catch {
      end("its kernel said what no kernel says");
      return { failure: over, outputs: [] };
    }
  };

  let isReady = false;
  return {
    run: async (code) => (await run(code)).failure,
    async ask(name, args) {
      if (!isReady) await run(IMPORT);
      isReady = true;
      const question = randomUUID();
      const words = [JSON.stringify(question), name, ...(args ? [JSON.stringify(JSON.stringify(pack(args)))] : [])];
      const { failure, outputs } = await run(`await ${ASK}(${words.join(", ")})`);
      const answered = outputs.map(answerOf).find((known) => known?.question === question);
      if (!answered) throw new Error(`${name}: ${reasonOf(failure, name)}`);
      if (answered.fault !== undefined) throw new Error(String(answered.fault));
      return answered.value === undefined ? undefined : unpack(answered.value);
    },
    get over() {
      return over;
    },
    async close() {
      clearTimeout(limit);
      stopWatching();
      kernel.process.signal("SIGKILL");
      await kernel.process.ended;
    },
  };
}

/** Once the sockets are there, the kernel is to write nothing more to the grader's disk. */
function takeBack(folder: string): void {
  chmodSync(folder, 0o711);
  chownSync(folder, process.getuid!(), process.getgid!());
}

function reasonOf(failure: string | undefined, name: string): string {
  if (failure?.includes(`Cannot find name '${name}'`)) return "nothing of this name is there";
  return failure ?? "it gave no answer";
}

function answerOf({ data }: Output): Answered | undefined {
  return (data as { readonly [ANSWER]?: Answered } | undefined)?.[ANSWER];
}
