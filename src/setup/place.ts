import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { checkAddon } from "./addon";
import type { Site } from "./site";
import { markVerified } from "./verified";

/** The second of its kind: one-thread.h came with it. */
export function keptAddon(site: Site): string {
  return path.join(site.cache, "tfjs_binding-2.node");
}

/** Copies the kept addon to where tfjs-node looks for it, in one step. Rejects if there is none, or if it does not compute. */
export async function placeKept(site: Site): Promise<void> {
  const copy = `${site.addon}.${process.pid}`;
  if (!existsSync(keptAddon(site))) throw new Error("nothing is kept");
  mkdirSync(path.dirname(copy), { recursive: true });
  copyFileSync(keptAddon(site), copy);
  renameSync(copy, site.addon);
  await verify(site);
}

/** Notes that the addon computes, or removes it and rejects: one that is cut short could end the process that loads it. */
export async function verify({ addon, env, signal }: Site): Promise<void> {
  if (!existsSync(addon)) throw new Error("there is none");
  try {
    markVerified(addon, await checkAddon(addon, env, signal));
  } catch (error) {
    if (!signal.aborted) rmSync(addon);
    throw error;
  }
}
