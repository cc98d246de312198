import { KERNEL_DIED } from "../kernel/link";
import type { Json } from "../kernel/wire";
import { type KernelClient, KernelDied } from "./kernel-client";
import { type CellOutputs, collectOutputs, type Displays } from "./outputs";

/** What came of a cell. It may still change: what a cell started can outlast it. */
export interface CellRun {
  readonly collected: CellOutputs;
  executionCount: number | null;
  seconds: number;
  /** What went wrong, in words; nothing but the kernel's "ok" is a success. */
  failure?: string;
  died: boolean;
}

const STUBBORN_MILLISECONDS = 5000;

/** Runs a cell: interrupts it at its time limit, and kills the kernel if it does not stop then. */
export async function runCell(kernel: KernelClient, code: string, limits: Limits): Promise<CellRun> {
  const { timeoutSeconds, displays } = limits;
  const run: CellRun = { collected: collectOutputs(displays), executionCount: null, seconds: 0, died: false };
  const began = Date.now();
  let timer = setTimeout(() => {
    run.failure = `it took longer than ${timeoutSeconds} s`;
    const killAt = Date.now() + STUBBORN_MILLISECONDS;
    // More than once: an interrupt that comes before the kernel has begun with the cell is lost.
    timer = setInterval(() => (Date.now() < killAt ? kernel.interrupt() : kernel.process.signal("SIGKILL")), 250);
    kernel.interrupt();
  }, timeoutSeconds * 1000);
  try {
    const reply = await kernel.execute(code, (message) => {
      run.collected.take(message);
      const { header, content } = message;
      if (header.msg_type === "execute_input") run.executionCount = content.execution_count as number;
      if (header.msg_type === "error") run.failure ??= describe(content);
    });
    if (reply.status !== "ok") run.failure ??= describe(reply);
  } catch (error) {
    if (!(error instanceof KernelDied)) throw error;
    run.died = true;
    if (!run.failure?.startsWith(KERNEL_DIED)) run.failure = [run.failure, error.message].filter(Boolean).join("; ");
  } finally {
    clearTimeout(timer);
    run.seconds = (Date.now() - began) / 1000;
  }
  return run;
}

export interface Limits {
  readonly timeoutSeconds: number;
  readonly displays: Displays;
}

function describe({ traceback, ename, evalue, status }: Json): string {
  return Array.isArray(traceback) ? traceback.join("\n") : `${ename ?? status} ${evalue ?? ""}`;
}
