import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isAlive } from "../files/is-alive";
import { describeWriteError } from "./save";

/**
 * Keeps others from writing a file until the returned function is called; takes the place of a process that is gone.
 *
 * Throws one line with the other's pid if it is there.
 */
export function lock(file: string): () => void {
  const guard = path.join(path.dirname(file), `.${path.basename(file)}.lock`);
  const claim = () => writeFileSync(guard, `${process.pid}\n`, { flag: "wx" });
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    try {
      claim();
    } catch (error) {
      const owner = ownerOf(guard);
      if (owner === undefined) throw error;
      if (isAlive(owner)) {
        throw new Error(`it is being written by process ${owner}; if that runs no notebook, delete ${guard}`);
      }
      rmSync(guard);
      claim();
    }
  } catch (error) {
    throw describeWriteError(file, error);
  }
  return () => rmSync(guard, { force: true });
}

function ownerOf(guard: string): number | undefined {
  try {
    return Number(readFileSync(guard, "utf8")) || undefined;
  } catch {
    return undefined;
  }
}
