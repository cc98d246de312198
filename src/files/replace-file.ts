import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isAlive } from "./is-alive";

/**
 * Writes a file in a folder that is there, at once or not at all: a reader, or a crash, finds the old content or the new one.
 * @throws what the system says, if it cannot be written; the old content is then intact
 */
export function replaceFile(file: string, content: string | Uint8Array): void {
  const folder = path.dirname(file);
  const temporary = path.join(folder, `.${path.basename(file)}.${process.pid}.tmp`);
  sweep(file);
  try {
    writeAndSync(temporary, content);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(folder);
}

function writeAndSync(file: string, content: string | Uint8Array): void {
  const descriptor = openSync(file, "w");
  try {
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
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

/** Removes what writers of this file left behind when they were killed. */
function sweep(file: string): void {
  const prefix = `.${path.basename(file)}.`;
  for (const name of readdirSync(path.dirname(file))) {
    const pid = Number(name.startsWith(prefix) && name.endsWith(".tmp") && name.slice(prefix.length, -4));
    if (pid > 0 && !isAlive(pid)) rmSync(path.join(path.dirname(file), name), { force: true });
  }
}
