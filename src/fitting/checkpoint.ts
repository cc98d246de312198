import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fromSafetensors, type Snapshot, toSafetensors } from "./safetensors";

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
    write: (snapshot) => attempt(`checkpoint cannot write ${file}`, () => replace(file, toSafetensors(snapshot))),
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

function replace(file: string, bytes: Uint8Array): void {
  const folder = path.dirname(file);
  const temporary = path.join(folder, `.${path.basename(file)}.${process.pid}.tmp`);
  sweep(file);
  try {
    writeFileSync(temporary, bytes, { flush: true });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(folder);
}

/** Removes what a fit that was killed in mid-write left behind. */
function sweep(file: string): void {
  const folder = path.dirname(file);
  const left = readdirSync(folder).filter(
    (name) => name.startsWith(`.${path.basename(file)}.`) && name.endsWith(".tmp"),
  );
  for (const name of left)
    if (!isAlive(Number(name.split(".").at(-2)))) rmSync(path.join(folder, name), { force: true });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Makes the renaming last; Windows cannot open a folder and needs no such thing. */
function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function attempt<R>(failure: string, f: () => R): R {
  try {
    return f();
  } catch (error) {
    throw new Error(`${failure}: ${(error as Error).message}`);
  }
}
