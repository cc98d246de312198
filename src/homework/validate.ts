import path from "node:path";
import { startKernel } from "../runner/kernel-client";
import { findKernelspec } from "../runner/kernelspec";
import { isCode, joined } from "../runner/notebook";
import { readNotebook } from "../runner/read-notebook";
import { runCell } from "../runner/run-cell";
import { keyOf } from "./grading";

/** How a cell of a homework went on its student's machine. */
export interface CellVerdict {
  readonly id: string;
  /** Whether it tries what the student has written. */
  readonly kind: "check" | "other";
  readonly failure?: string;
}

const CHECK = /\bcheck\(/;
/** A line of a trace that is in no cell: nothing that a student could mend. */
const FRAME_ELSEWHERE = /\n *at (?!.*\bcell \[).*/g;
const STARTUP_MILLISECONDS = 60_000;

/** Runs a homework as its student has it, in a kernel of its own: every cell, whatever became of the ones above. */
export async function validate(file: string, cellSeconds: number): Promise<readonly CellVerdict[]> {
  const cells = readNotebook(file).cells.filter(isCode);
  const kernel = await startKernel(findKernelspec("elbo"), path.dirname(path.resolve(file)), STARTUP_MILLISECONDS);
  const verdicts: CellVerdict[] = [];
  try {
    for (const cell of cells) {
      const limits = { timeoutSeconds: cellSeconds, displays: new Map() };
      const { failure, died } = await runCell(kernel, joined(cell.source), limits);
      const kind = CHECK.test(joined(cell.source)) ? "check" : "other";
      verdicts.push({ id: keyOf(cell), kind, failure: failure?.replace(FRAME_ELSEWHERE, "") });
      if (died) break;
    }
  } finally {
    await kernel.shutdown();
  }
  return verdicts;
}
