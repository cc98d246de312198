import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const HOUR_MS = 60 * 60 * 1000;
const WORKSHOP = "unfinished-";

/** The folder where one user keeps what is too dear to make again for each clone. */
export function cacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): string {
  if (env.ELBO_CACHE) return path.resolve(env.ELBO_CACHE);
  const home = path.isAbsolute(env.HOME ?? "") ? (env.HOME as string) : os.userInfo().homedir;
  if (platform === "darwin") return path.join(home, "Library", "Caches", "elbo");
  const base = env.XDG_CACHE_HOME ?? "";
  return path.join(path.isAbsolute(base) ? base : path.join(home, ".cache"), "elbo");
}

/** Works in a new folder inside of another, and sweeps it, and any that a killed set-up left behind an hour ago. */
export async function inWorkshop<T>(folder: string, work: (workshop: string) => Promise<T>): Promise<T> {
  const old = readdirSync(folder)
    .filter((name) => name.startsWith(WORKSHOP))
    .map((name) => path.join(folder, name))
    .filter((left) => Date.now() - (statSync(left, { throwIfNoEntry: false })?.mtimeMs ?? 0) > HOUR_MS);
  const workshop = mkdtempSync(path.join(folder, WORKSHOP));
  try {
    return await work(workshop);
  } finally {
    for (const left of [workshop, ...old]) rmSync(left, { recursive: true, force: true });
  }
}

/** An attempt that failed, and with which tools, so that it is not repeated at once. */
export interface Failure {
  readonly reason: string;
  readonly tools: string;
  readonly at: number;
}

/** The failure of the last day with the same tools. */
export function recallFailure(folder: string, tools: string, now = Date.now()): Failure | undefined {
  try {
    const failure: Failure = JSON.parse(readFileSync(failureFile(folder), "utf8"));
    return failure.tools === tools && now - failure.at < 24 * HOUR_MS ? failure : undefined;
  } catch {
    return undefined;
  }
}

export function rememberFailure(folder: string, failure: Failure): void {
  try {
    writeFileSync(failureFile(folder), JSON.stringify(failure));
  } catch {
    // A folder that cannot be written may well be what failed.
  }
}

export function forgetFailure(folder: string): void {
  rmSync(failureFile(folder), { force: true });
}

function failureFile(folder: string): string {
  return path.join(folder, "failure.json");
}
