import { mkdir, mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { isAlive } from "../files/is-alive";

export interface Replacement {
  /** What the index.html of an earlier site contains: only such a folder is replaced. */
  readonly mark: string;
  readonly fill: (folder: string) => Promise<void>;
}

/**
 * Fills a new folder and puts it in the place of `folder`, which stays as it was if anything fails.
 * @throws an error of one line, if `folder` holds something that is not a site, or cannot be written
 */
export async function replaceFolder(folder: string, options: Replacement): Promise<void> {
  const target = path.resolve(folder);
  await replace(target, options).catch((error: NodeJS.ErrnoException) => {
    throw error.syscall === undefined ? error : new Error(`the site needs to write ${target}, got ${error.message}`);
  });
}

async function replace(target: string, { mark, fill }: Replacement): Promise<void> {
  await refuseForeign(target, mark);
  const parent = path.dirname(target);
  await mkdir(parent, { recursive: true });
  await sweep(target);
  const workshop = await mkdtemp(`${workshopOf(target)}${process.pid}-`);
  const [made, old] = [path.join(workshop, "new"), path.join(workshop, "old")];
  try {
    await mkdir(made);
    await fill(made);
    const hadOld = await rename(target, old).then(() => true, ignoreMissing);
    try {
      await rename(made, target);
    } catch (error) {
      if (hadOld) await rename(old, target);
      throw error;
    }
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

const workshopOf = (target: string): string => path.join(path.dirname(target), `.${path.basename(target)}-`);

async function refuseForeign(target: string, mark: string): Promise<void> {
  const names = await readdir(target).catch(ignoreMissing);
  if (!names || names.length === 0) return;
  const home = await readFile(path.join(target, "index.html"), "utf8").catch(ignoreMissing);
  if (typeof home === "string" && home.includes(mark)) return;
  throw new Error(`${target} needs to be empty, missing or an earlier site, got a folder of other things`);
}

/** Removes what builds that were killed have left behind. */
async function sweep(target: string): Promise<void> {
  const prefix = path.basename(workshopOf(target));
  for (const name of await readdir(path.dirname(target))) {
    const pid = name.startsWith(prefix) && /^(\d+)-\w{6}$/.exec(name.slice(prefix.length))?.[1];
    if (pid && !isAlive(Number(pid))) await rm(path.join(path.dirname(target), name), { recursive: true, force: true });
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): false {
  if (error.code === "ENOENT") return false;
  throw error;
}
