import { appendFileSync, mkdirSync, renameSync, statSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";

const MOST_BYTES = 1e6;

/** The file to which kernels write what concerns no cell. */
export const LOG_FILE = path.join(stateFolder(), "elbo", "kernel.log");

/** Adds a line to the log; one that cannot be written is dropped, since it must not cost a cell. */
export function log(text: string): void {
  try {
    mkdirSync(path.dirname(LOG_FILE), { recursive: true });
    if ((statSync(LOG_FILE, { throwIfNoEntry: false })?.size ?? 0) > MOST_BYTES) renameSync(LOG_FILE, `${LOG_FILE}.1`);
    appendFileSync(LOG_FILE, `${new Date().toISOString()} ${process.pid} ${text.trimEnd()}\n`, { mode: 0o600 });
  } catch {
    // a full disk, a read-only home
  }
}

function stateFolder(): string {
  const { LOCALAPPDATA, XDG_STATE_HOME } = process.env;
  if (process.platform === "win32") return LOCALAPPDATA ?? path.join(homedir(), "AppData", "Local");
  if (process.platform === "darwin") return path.join(homedir(), "Library", "Logs");
  return XDG_STATE_HOME || path.join(homedir(), ".local", "state");
}
