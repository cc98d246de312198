import { existsSync, mkdirSync, statSync } from "node:fs";
import path from "node:path";
import { replaceFile } from "../files/replace-file";

/**
 * Replaces a file at once or not at all: a reader, or a crash, finds the old text or the new one.
 *
 * Throws one line that names the file; the old text is then intact.
 */
export function save(file: string, content: string | Uint8Array): void {
  try {
    makeFolder(path.dirname(file));
    replaceFile(file, content);
  } catch (error) {
    throw describeWriteError(file, error);
  }
}

/** Makes a folder in those above it. Node's own way to do that never ends in folders such as /proc, which take nothing. */
function makeFolder(folder: string): void {
  const above = path.dirname(folder);
  if (above !== folder && !existsSync(above)) makeFolder(above);
  try {
    mkdirSync(folder);
  } catch (error) {
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error;
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
