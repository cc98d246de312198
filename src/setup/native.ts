import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { build, buildTools } from "./build";
import { cacheFolder, forgetFailure, recallFailure, rememberFailure } from "./cache";
import { interruptible } from "./interruptible";
import { placeKept, verify } from "./place";
import { progressOn, type Terminal } from "./progress";
import { fetchPublished } from "./published";
import type { Site } from "./site";

import { isVerified } from "./verified";
import { TENSORFLOW_VERSION } from "./wheel";

export interface NativeOptions {
  /** Tries again at once what failed within the last day. */
  readonly retry?: boolean;
  readonly env?: NodeJS.ProcessEnv;
  /** The folder of the package. */
  readonly tfjsNode?: string;
  readonly out?: Terminal;
}

/** Gets tfjs-node its native addon, or says in one line why not: the library then computes with wasm. Never rejects. */
export async function setUpNative({
  retry = false,
  env = process.env,
  tfjsNode = path.join(__dirname, "..", "..", "node_modules", "@tensorflow", "tfjs-node"),
  out = process.stdout,
}: NativeOptions = {}): Promise<void> {
  const addon = path.join(tfjsNode, "lib", "napi-v8", "tfjs_binding.node");
  if ((env.ELBO_BACKEND && env.ELBO_BACKEND !== "native") || isVerified(addon)) return;
  const progress = progressOn(out);
  try {
    const limit = Number(env.ELBO_NATIVE_TIMEOUT || 600);
    if (!(limit > 0)) throw new Error(`ELBO_NATIVE_TIMEOUT needs a number of seconds, got ${env.ELBO_NATIVE_TIMEOUT}`);
    const cache = path.join(cacheFolder(env), cacheKey(tfjsNode));
    await interruptible(limit, (signal) => obtain({ env, tfjsNode, addon, cache, signal, progress }, retry));
  } catch (error) {
    progress.say(`going on with wasm instead of tfjs-node: ${messageOf(error)}; npm run setup tries again`);
  }
}

function cacheKey(tfjsNode: string): string {
  const manifest = path.join(tfjsNode, "package.json");
  if (!existsSync(manifest)) throw new Error("its package is not installed");
  const { version } = JSON.parse(readFileSync(manifest, "utf8"));
  return `tfjs-node-${version}-tensorflow-${TENSORFLOW_VERSION}-${process.platform}-${process.arch}`;
}

/** Takes the addon that is there, else the one in the cache, else makes one, else fetches one; a failure is remembered. */
async function obtain(site: Site, retry: boolean): Promise<void> {
  const { cache, signal, progress } = site;
  if (await succeeds(verify(site))) return;
  if (await succeeds(placeKept(site))) return progress.say("took tfjs-node's native part from the cache");

  const tools = buildTools(site.env);
  const recalled = retry ? undefined : recallFailure(cache, tools);
  if (recalled) throw new Error(recalled.reason);

  makeFolder(cache);
  const reasons: string[] = [];
  for (const attempt of [build, fetchPublished]) {
    try {
      await attempt(site);
      return forgetFailure(cache);
    } catch (error) {
      reasons.push(messageOf(error));
      if (signal.aborted) break;
    }
  }
  const reason = reasons.join("; ");
  if (signal.reason?.name !== "AbortError") rememberFailure(cache, { reason, tools, at: Date.now() });
  throw new Error(reason);
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch {
    throw new Error(`the folder ${folder} cannot be made`);
  }
}

function succeeds(work: Promise<void>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).trim().replaceAll(/\s+/g, " ");
}
