import { readdirSync, readFileSync } from "node:fs";

const INTERVAL_MILLISECONDS = 200;
const PAGE_BYTES = 4096;

/** What is watched of a kernel in its sandbox, and what is too much of it. */
export interface Watched {
  readonly pid: number;
  /** Of the process and all that come from it. */
  readonly maxBytes: number;
  /** The one folder that it shares with the grader, if any, and how much may be in it. */
  readonly folder: string | undefined;
  readonly maxFiles: number;
}

/** Looks after a kernel, and calls `tooMuch` with what it took too much of, once. */
export function watch({ pid, maxBytes, folder, maxFiles }: Watched, tooMuch: (what: string) => void): () => void {
  const timer = setInterval(() => {
    const files = folder === undefined ? [] : read(() => readdirSync(folder, { withFileTypes: true }), []);
    const isFull = files.length > maxFiles || files.some((entry) => entry.isDirectory());
    const fault =
      memoryOf(pid) > maxBytes ? "it took too much memory" : isFull ? "it wrote beside its sockets" : undefined;
    if (fault === undefined) return;
    clearInterval(timer);
    tooMuch(fault);
  }, INTERVAL_MILLISECONDS);
  return () => clearInterval(timer);
}

/** What a process and its descendants have in memory, in bytes; 0 where the system does not tell. */
export function memoryOf(pid: number): number {
  return familyOf(pid).reduce((sum, member) => sum + residentOf(member), 0);
}

/** A process and its descendants, as far as they live. */
export function familyOf(pid: number): readonly number[] {
  const children = read(() => readdirSync(`/proc/${pid}/task`), []).flatMap((thread) =>
    read(() => readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8"), "")
      .split(" ")
      .filter(Boolean)
      .map(Number),
  );
  return [pid, ...children.flatMap(familyOf)];
}

function residentOf(pid: number): number {
  return Number(read(() => readFileSync(`/proc/${pid}/statm`, "utf8"), "0 0").split(" ")[1]) * PAGE_BYTES;
}

/** A process may end at any moment. */
function read<T>(attempt: () => T, otherwise: T): T {
  try {
    return attempt();
  } catch {
    return otherwise;
  }
}
