import path from "node:path";
import { formatNotebook } from "./format-notebook";
import { type KernelClient, startKernel } from "./kernel-client";
import { findKernelspec } from "./kernelspec";
import { lock } from "./lock";
import { isCode, joined, type Notebook, stepOf } from "./notebook";
import type { Displays } from "./outputs";
import { readNotebook } from "./read-notebook";
import { checksOf, type NotebookReport } from "./report";
import { type CellRun, runCell } from "./run-cell";
import { save } from "./save";

export interface RunOptions {
  /** Where the executed copy goes. */
  readonly copy: string;
  /** The limit for one cell. */
  readonly timeoutSeconds: number;
  readonly startupSeconds?: number;
  /** Called before each cell that is run. */
  readonly onCell?: (progress: Progress) => void;
}

export interface Progress {
  /** From 1, among the cells with code. */
  readonly cell: number;
  readonly cells: number;
  readonly step: string;
}

/**
 * Runs a notebook in a kernel of its own up to the first cell that fails, and saves a copy with the outputs.
 *
 * Throws if the notebook cannot be read, its kernel not started or the copy not written.
 */
export async function runNotebook(file: string, options: RunOptions): Promise<NotebookReport> {
  const began = Date.now();
  const notebook = readNotebook(file);
  const name = notebook.metadata.kernelspec?.name;
  if (!name) throw new Error(`${file} names no kernel in metadata.kernelspec`);
  const spec = findKernelspec(name);
  const unlock = lock(options.copy);
  try {
    const runs = new Map<string, CellRun>();
    const { startupSeconds = 60 } = options;
    const kernel = await startKernel(spec, path.dirname(path.resolve(file)), startupSeconds * 1000);
    try {
      await runCells(kernel, notebook, runs, options);
    } finally {
      await kernel.shutdown();
    }
    save(options.copy, formatNotebook(executed(notebook, runs)));
    return report(file, notebook, runs, (Date.now() - began) / 1000);
  } finally {
    unlock();
  }
}

async function runCells(kernel: KernelClient, { cells }: Notebook, runs: Map<string, CellRun>, options: RunOptions) {
  const displays: Displays = new Map();
  const code = cells.filter(isCode);
  for (const [index, { id, source }] of code.entries()) {
    options.onCell?.({ cell: index + 1, cells: code.length, step: stepOf(cells, id) });
    runs.set(id, await runCell(kernel, joined(source), { timeoutSeconds: options.timeoutSeconds, displays }));
    // Any of them: an earlier cell may fail late.
    if ([...runs.values()].some(({ failure }) => failure !== undefined)) return;
  }
}

/** The notebook with the outputs of the cells that were run, and none for the others. */
function executed(notebook: Notebook, runs: ReadonlyMap<string, CellRun>): Notebook {
  const cells = notebook.cells.map((cell) => {
    if (!isCode(cell)) return cell;
    const run = runs.get(cell.id);
    return { ...cell, execution_count: run?.executionCount ?? null, outputs: [...(run?.collected.outputs ?? [])] };
  });
  return { ...notebook, cells };
}

function report(
  file: string,
  { cells }: Notebook,
  runs: ReadonlyMap<string, CellRun>,
  seconds: number,
): NotebookReport {
  const code = cells.filter(isCode);
  const failures = code.flatMap(({ id, source }) => {
    const run = runs.get(id);
    const checks = checksOf(run?.collected.outputs ?? []);
    const refuted = checks.find(({ pass }) => !pass);
    const failure = run?.failure ?? (refuted && `the check "${refuted.claim}" did not pass`);
    if (failure === undefined) return [];
    const place = `${file}, ${stepOf(cells, id)}`;
    const title = run?.died ? `kernel died in ${place}` : `failed in ${place}`;
    return [`${title}, cell ${id}\n${indented(joined(source))}\n${failure}`];
  });
  const left = code.length - runs.size;
  return {
    notebook: file,
    status: failures.length === 0 && left === 0 ? "ok" : "failed",
    seconds,
    cells: code.map(({ id }) => {
      const run = runs.get(id);
      return { id, status: !run ? "not run" : run.failure === undefined ? "ok" : "failed", seconds: run?.seconds ?? 0 };
    }),
    checks: [...runs.values()].flatMap(({ collected }) => checksOf(collected.outputs)),
    ...(failures.length > 0 && {
      failure: [...failures, ...(left ? [`cells not run: ${left}`] : [])].join("\n"),
    }),
  };
}

function indented(source: string): string {
  return source.replace(/^/gm, "    ");
}
