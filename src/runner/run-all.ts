import path from "node:path";
import { isCode } from "./notebook";
import { readNotebook } from "./read-notebook";
import { checksOf, type NotebookReport } from "./report";
import { originOf } from "./reuse";
import { type Progress, runNotebook } from "./run-notebook";

export interface RunAllOptions {
  /** The folder of the executed copies. */
  readonly out: string;
  readonly jobs: number;
  readonly timeoutSeconds: number;
  /** Whether a copy whose notebook, library and data are as they were is as good as a new one. */
  readonly reuse?: boolean;
  readonly onCell?: (file: string, progress: Progress) => void;
  readonly onReport?: (report: NotebookReport) => void;
}

/** Runs notebooks, several at once; one that fails, in whatever way, leaves the others alone. */
export async function runAll(files: readonly string[], options: RunAllOptions): Promise<readonly NotebookReport[]> {
  const reports: NotebookReport[] = [];
  const left = [...files.entries()];
  const worker = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [index, file] = next;
      reports[index] = await runOne(file, options).catch((error: Error) => failed(file, error.message));
      options.onReport?.(reports[index]);
    }
  };
  await Promise.all(Array.from({ length: options.jobs }, worker));
  return reports;
}

async function runOne(file: string, { out, timeoutSeconds, reuse, onCell }: RunAllOptions): Promise<NotebookReport> {
  const copy = copyOf(file, out);
  if (path.resolve(copy) === path.resolve(file)) throw new Error(`${file} would be overwritten by its executed copy`);
  const origin = originOf(file, copy);
  if (reuse && origin.isCurrent()) return reusedReport(file, copy);
  const report = await runNotebook(file, { copy, timeoutSeconds, onCell: (progress) => onCell?.(file, progress) });
  if (report.status === "ok") origin.record();
  return report;
}

function reusedReport(file: string, copy: string): NotebookReport {
  const code = readNotebook(copy).cells.filter(isCode);
  return {
    notebook: file,
    status: "ok",
    reused: true,
    seconds: 0,
    cells: code.map(({ id }) => ({ id, status: "ok", seconds: 0 })),
    checks: code.flatMap(({ outputs }) => checksOf(outputs)),
  };
}

function failed(file: string, failure: string): NotebookReport {
  return { notebook: file, status: "failed", seconds: 0, cells: [], checks: [], failure };
}

/** Where the executed copy of a notebook goes: the same path below `out` as below `notebooks`, else its name alone. */
export function copyOf(file: string, out: string): string {
  const below = path.relative("notebooks", file);
  return path.join(out, below.startsWith("..") || path.isAbsolute(below) ? path.basename(file) : below);
}
