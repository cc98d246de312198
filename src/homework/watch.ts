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
  try {
    const [, resident] = readFileSync(`/proc/${pid}/statm`, "utf8").split(" ").map(Number);
    const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").split(" ").filter(Boolean).map(Number),
    );
    return resident * PAGE_BYTES + children.reduce((sum, child) => sum + memoryOf(child), 0);
  } catch {
    return 0; // it has ended
  }
}
