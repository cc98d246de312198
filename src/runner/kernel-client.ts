import { setTimeout as delay } from "node:timers/promises";
import { KERNEL_DIED } from "../kernel/link";
import type { Json, Message } from "../kernel/wire";
import { type Channels, openChannels, type Request } from "./channels";
import { type KernelProcess, type Launch, startProcess } from "./kernel-process";

/** A conversation with one kernel. */
export interface KernelClient {
  readonly process: KernelProcess;
  /** Runs a cell; resolves with its reply when all of its output has been heard. Throws if the kernel dies. */
  execute(code: string, hear: (message: Message) => void): Promise<Json>;
  /** Asks the running cell to stop. */
  interrupt(): void;
  /** Asks the kernel to end, and ends it. */
  shutdown(): Promise<void>;
}

/** A kernel whose process ended while it was needed. */
export class KernelDied extends Error {}

const DRAIN_MILLISECONDS = 200;
const POLL_MILLISECONDS = 100;
const FAREWELL_MILLISECONDS = 2000;

/** Starts a kernel and waits until it answers. Throws with what it wrote if it does not within the time limit. */
export async function startKernel(spec: Launch, cwd: string, limitMilliseconds: number): Promise<KernelClient> {
  const kernel = await startProcess(spec, cwd);
  const channels = openChannels(kernel.connection, () => kernel.signal("SIGKILL"), spec.maxMessageBytes);
  // The process tells of its end, not the sockets, which cannot.
  const died = kernel.ended.then(async (how): Promise<never> => {
    await delay(DRAIN_MILLISECONDS);
    channels.close();
    const [last] = kernel.log().match(/FATAL ERROR: .*/) ?? [];
    throw new KernelDied(`its process ended ${how}${last ? ` (${last})` : ""}`);
  });
  try {
    await Promise.race([answered(channels), late(limitMilliseconds), died]);
  } catch (error) {
    kernel.signal("SIGKILL");
    const log = kernel.log().trim();
    throw new Error(`the kernel did not start: ${(error as Error).message}${log && `; it wrote:\n${log}`}`);
  }
  return {
    process: kernel,
    async execute(code, hear) {
      const content = { code, silent: false, store_history: true, user_expressions: {}, allow_stdin: false };
      const { replied, idle } = channels.send("shell", "execute_request", content, hear);
      const [reply] = await Promise.race([Promise.all([replied, idle]), died]);
      // The kernel says it before it ends.
      return reply.ename === KERNEL_DIED ? died : reply;
    },
    interrupt() {
      const byMessage = spec.interrupt_mode === "message" || process.platform === "win32";
      if (byMessage) channels.send("control", "interrupt_request", {});
      else kernel.signal("SIGINT");
    },
    async shutdown() {
      channels.send("control", "shutdown_request", { restart: false });
      await Promise.race([kernel.ended, delay(FAREWELL_MILLISECONDS)]);
      kernel.signal("SIGKILL");
      await kernel.ended;
    },
  };
}

/** Waits until a kernel is ready for a cell. */
async function answered(channels: Channels): Promise<void> {
  const asked: Request[] = [];
  let isHeard = false;
  const hear = () => {
    isHeard = true;
  };
  // A subscription takes its time, so ask until a broadcast comes through.
  for (let isAnswered = false; !(isAnswered && isHeard) && !channels.closed; ) {
    asked.push(channels.send("shell", "kernel_info_request", {}, hear));
    const anyReply = Promise.race(asked.map(({ replied }) => replied.then(() => true)));
    isAnswered = await Promise.race([anyReply, delay(POLL_MILLISECONDS, false)]);
    if (isAnswered && !isHeard) await delay(POLL_MILLISECONDS);
  }
  // A kernel may answer before its compiler is there, for which no cell's time limit should pay.
  await channels.send("shell", "execute_request", { code: "", silent: true }).idle;
}

async function late(milliseconds: number): Promise<never> {
  await delay(milliseconds, undefined, { ref: false });
  throw new Error(`no answer within ${milliseconds / 1000} s`);
}
