import { readFileSync } from "node:fs";
import { replaceFile } from "../files/replace-file";
import { fromSafetensors, type Snapshot, toSafetensors } from "../tensors/safetensors";

/** Where a fit leaves what it needs to go on. */
export interface Checkpoint {
  /** Steps between two snapshots; there is one more at the end. */
  readonly every: number;
  /** The last snapshot, if there is one. */
  read(): Snapshot | undefined;
  write(snapshot: Snapshot): void;
}

/**
 * A checkpoint in a file of the safetensors format. The file is replaced at once or not at all: a crash leaves the old
 * snapshot or the new one. @throws one line that names the file, where it cannot be read or written.
 */
export function checkpoint(file: string, { every = 1000 }: { readonly every?: number } = {}): Checkpoint {
  if (!Number.isInteger(every) || every < 1) {
    throw new Error(`checkpoint needs a whole positive number of steps between snapshots, got ${every}`);
  }
  return {
    every,
    read: () => {
      const bytes = attempt(`checkpoint cannot read ${file}`, () => readIfThere(file));
      return bytes && fromSafetensors(file, bytes);
    },
    write: (snapshot) => attempt(`checkpoint cannot write ${file}`, () => replaceFile(file, toSafetensors(snapshot))),
  };
}

function readIfThere(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function attempt<R>(failure: string, f: () => R): R {
  try {
    return f();
  } catch (error) {
    throw new Error(`${failure}: ${(error as Error).message}`);
  }
}
