import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { checkAddon, compileAddon } from "./addon";
import { cacheFolder, forgetFailure, inWorkshop, recallFailure, rememberFailure } from "./cache";
import { findOnPath } from "./find-on-path";
import { interruptible } from "./interruptible";
import { type Progress, progressOn, seconds, type Terminal } from "./progress";
import { installPublished } from "./published";
import { run } from "./run";
import { obtainTensorflow, TENSORFLOW_VERSION } from "./tensorflow";
import { isVerified, markVerified } from "./verified";

const PYTHONS = ["python3", "python"];
const COMPILERS = ["g++", "c++", "clang++"];

export interface NativeOptions {
  /** Tries again at once what failed within the last day. */
  readonly retry?: boolean;
  readonly env?: NodeJS.ProcessEnv;
  /** The folder of the package. */
  readonly tfjsNode?: string;
  readonly out?: Terminal;
}

interface Site {
  readonly env: NodeJS.ProcessEnv;
  readonly tfjsNode: string;
  /** Where tfjs-node looks for its addon. */
  readonly addon: string;
  /** The folder that keeps it, and what it is made of, for the next clone. */
  readonly cache: string;
  readonly signal: AbortSignal;
  readonly progress: Progress;
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

async function obtain(site: Site, retry: boolean): Promise<void> {
  const { cache, env, signal } = site;
  for (const found of [verify, installKept]) {
    if (
      await found(site).then(
        () => true,
        () => false,
      )
    )
      return;
  }

  const tools = JSON.stringify([findOnPath(PYTHONS, env.PATH), findOnPath(COMPILERS, env.PATH)]);
  const recalled = retry ? undefined : recallFailure(cache, tools);
  if (recalled) throw new Error(recalled.reason);

  mkdirSync(cache, { recursive: true });
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

/** Compiles the addon against the library in TensorFlow's official wheel, and keeps both in the cache. */
async function build(site: Site): Promise<void> {
  const { cache, env, signal, progress } = site;
  const start = Date.now();
  if (!(process.platform === "linux" && process.arch === "x64")) {
    throw new Error(`it is built on linux x64 only, not on ${process.platform} ${process.arch}`);
  }
  const compiler = findOnPath(COMPILERS, env.PATH);
  if (!compiler) throw new Error(`no C++ compiler on the PATH (${COMPILERS.join(", ")})`);
  const python = await pythonWithPip(site);
  await inWorkshop(cache, async (workshop) => {
    const place = path.join(cache, "tensorflow");
    const tensorflow = await obtainTensorflow({ python, place, workshop, env, signal, progress });
    const compiled = path.join(workshop, "tfjs_binding.node");
    await compileAddon(compiled, { ...site, compiler, tensorflow });
    await checkAddon(compiled, env, signal);
    renameSync(compiled, keptIn(cache));
  });
  await installKept(site);
  progress.say(`built tfjs-node with TensorFlow ${TENSORFLOW_VERSION} in ${seconds(start)}`);
}

async function pythonWithPip({ env, signal }: Site): Promise<string> {
  const found = PYTHONS.flatMap((name) => findOnPath([name], env.PATH) ?? []);
  for (const python of found) {
    if ((await run(python, ["-m", "pip", "--version"], { env, signal })).ok) return python;
  }
  throw new Error(found.length > 0 ? `${found[0]} has no pip` : `no Python on the PATH (${PYTHONS.join(", ")})`);
}

async function fetchPublished(site: Site): Promise<void> {
  const start = Date.now();
  await installPublished(site.addon, site);
  await verify(site);
  site.progress.say(`fetched tfjs-node's published binary in ${seconds(start)}`);
}

/** Copies the kept addon to where tfjs-node looks for it, in one step. */
async function installKept(site: Site): Promise<void> {
  const kept = keptIn(site.cache);
  if (!existsSync(kept)) throw new Error("nothing is kept");
  mkdirSync(path.dirname(site.addon), { recursive: true });
  const copy = `${site.addon}.${process.pid}`;
  copyFileSync(kept, copy);
  renameSync(copy, site.addon);
  await verify(site);
}

/** Notes that the addon computes, or removes it and rejects: one that is cut short could end the process that loads it. */
async function verify({ addon, env, signal }: Site): Promise<void> {
  if (!existsSync(addon)) throw new Error("there is none");
  try {
    markVerified(addon, await checkAddon(addon, env, signal));
  } catch (error) {
    if (!signal.aborted) rmSync(addon);
    throw error;
  }
}

function keptIn(cache: string): string {
  return path.join(cache, "tfjs_binding.node");
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).trim().replaceAll(/\s+/g, " ");
}
