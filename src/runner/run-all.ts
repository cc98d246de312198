import path from "node:path";
import type { NotebookReport } from "./report";
import { type Progress, runNotebook } from "./run-notebook";

export interface RunAllOptions {
  /** The folder of the executed copies. */
  readonly out: string;
  readonly jobs: number;
  readonly timeoutSeconds: number;
  readonly onCell?: (file: string, progress: Progress) => void;
  readonly onReport?: (report: NotebookReport) => void;
}

/** Runs notebooks, several at once; one that fails, in whatever way, leaves the others alone. */
export async function runAll(files: readonly string[], options: RunAllOptions): Promise<readonly NotebookReport[]> {
  const { out, jobs, timeoutSeconds, onCell, onReport } = options;
  const reports: NotebookReport[] = [];
  const left = [...files.entries()];
  const worker = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [index, file] = next;
      reports[index] = await runNotebook(file, {
        copy: copyOf(file, out),
        timeoutSeconds,
        onCell: (progress) => onCell?.(file, progress),
      }).catch((error: Error) => ({
        notebook: file,
        status: "failed" as const,
        seconds: 0,
        cells: [],
        checks: [],
        failure: error.message,
      }));
      onReport?.(reports[index]);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, jobs) }, worker));
  return reports;
}

/** Where the executed copy of a notebook goes: the same path below `out` as below `notebooks`, else its name alone. */
export function copyOf(file: string, out: string): string {
  const below = path.relative("notebooks", file);
  return path.join(out, below.startsWith("..") || path.isAbsolute(below) ? path.basename(file) : below);
}
