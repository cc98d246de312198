import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type Channels, openChannels } from "../../../src/runner/channels";
import { startProcess } from "../../../src/runner/kernel-process";
import type { Kernel } from "./kernels";
import { memoryOf } from "./memory";

/** What is measured of one kernel in one run, in milliseconds and megabytes; nothing where it does not apply. */
export type Measures = Readonly<Record<string, number>>;

const NOTEBOOKS = path.join(__dirname, "..", "..", "..", "notebooks");
const LIMIT_MS = 60_000;
const IMPORT = `import { keyFromSeed, normal } from "elbo"`;
/** What a cell of a lesson does: it declares a distribution and numbers that it draws. */
const LIBRARY = (i: number) =>
  `const q${i} = normal(${i}, 1);\nconst draws${i} = q${i}.sample(keyFromSeed(${i}), 3);\nconst n${i} = draws${i}.shape[0];`;

/** Runs one kernel from its start to its end. */
export async function measure({ name, spec, hasLibrary }: Kernel): Promise<Measures> {
  const start = performance.now();
  const kernel = await startProcess(spec, NOTEBOOKS);
  const channels = openChannels(kernel.connection, () => {});
  const late = delay(LIMIT_MS, undefined, { ref: false }).then(() => {
    throw new Error(`${name} did not answer within ${LIMIT_MS / 1000} s: ${kernel.log()}`);
  });
  const within = <T>(work: Promise<T>) => Promise.race([work, late]);
  const time = async (code: string) => {
    const before = performance.now();
    await within(run(channels, code));
    return performance.now() - before;
  };
  const medianOf = async (count: number, code: (i: number) => string) => {
    const times: number[] = [];
    for (let i = 0; i < count; i++) times.push(await time(code(i)));
    return median(times);
  };
  try {
    await within(channels.send("shell", "kernel_info_request", {}).replied);
    const info = performance.now() - start;
    await within(subscribed(channels));
    await time("1");
    const first = performance.now() - start;
    const trivial = await medianOf(30, (i) => `${i}`);
    if (!hasLibrary) return { info, first, trivial, memory: memoryOf(kernel.pid).withoutTensorflow };
    // What the backend takes to load is no matter of a kernel.
    const load = await time(`require("elbo/dist/tensors/tf"); 0`);
    const imported = await time(IMPORT);
    const trivialAfter = await medianOf(30, (i) => `${i}`);
    const library = await medianOf(20, LIBRARY);
    return {
      info,
      first,
      trivial,
      load,
      imported,
      trivialAfter,
      library,
      memory: memoryOf(kernel.pid).withoutTensorflow,
    };
  } finally {
    channels.close();
    kernel.signal("SIGKILL");
    await kernel.ended;
  }
}

async function run(channels: Channels, code: string): Promise<void> {
  const { replied, idle } = channels.send("shell", "execute_request", { code, silent: false, store_history: true });
  const [{ status, ...reply }] = await Promise.all([replied, idle]);
  if (status !== "ok") throw new Error(`${code}: ${JSON.stringify(reply)}`);
}

/** Waits until broadcasts come through. */
async function subscribed(channels: Channels): Promise<void> {
  for (let heard = false; !heard; ) {
    const { idle } = channels.send("shell", "kernel_info_request", {});
    heard = await Promise.race([idle.then(() => true), delay(20, false)]);
  }
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
