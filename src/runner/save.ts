import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * Replaces a file at once or not at all: a reader, or a crash, finds the old text or the new one.
 *
 * Throws one line that names the file; the old text is then intact.
 */
export function save(file: string, content: string | Uint8Array): void {
  const folder = path.dirname(file);
  const temporary = path.join(folder, `.${path.basename(file)}.${process.pid}.tmp`);
  try {
    mkdirSync(folder, { recursive: true });
    sweep(file);
    writeThenRename(temporary, file, content);
    syncFolder(folder);
  } catch (error) {
    throw describeWriteError(file, error);
  }
}

function writeThenRename(temporary: string, file: string, content: string | Uint8Array): void {
  try {
    writeAndSync(temporary, content);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
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

/** Whether a process with this id runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EROFS: "the disk is read-only",
  EACCES: "permission denied",
  EPERM: "permission denied",
  ENOENT: "its folder cannot be made",
  ENOTDIR: "a file is in the way of its folder",
  EEXIST: "a file is in the way of its folder",
  EISDIR: "it is a folder",
};

/** Why a file was not written, in one line. */
export function describeWriteError(file: string, error: unknown): Error {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return new Error(`cannot write ${file}: ${REASONS[code] ?? message}`);
}
