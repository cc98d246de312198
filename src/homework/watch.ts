import { readdirSync, readFileSync } from "node:fs";

const INTERVAL_MILLISECONDS = 200;
const PAGE_BYTES = 4096;

/** Looks after the memory of a process and of all that come from it, and calls `tooMuch` once it is more than allowed. */
export function watchMemory(pid: number, maxBytes: number, tooMuch: () => void): () => void {
  const timer = setInterval(() => {
    if (memoryOf(pid) <= maxBytes) return;
    clearInterval(timer);
    tooMuch();
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
