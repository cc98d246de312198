import { renameSync } from "node:fs";
import path from "node:path";
import { checkAddon, compileAddon } from "./addon";
import { inWorkshop } from "./cache";
import { allOnPath, findOnPath } from "./find-on-path";
import { keptAddon, placeKept } from "./place";
import { seconds } from "./progress";
import { run } from "./run";
import type { Site } from "./site";
import { obtainTensorflow } from "./tensorflow";
import { TENSORFLOW_VERSION } from "./wheel";

const PYTHONS = ["python3", "python"];
const COMPILERS = ["g++", "c++", "clang++"];

/** The tools on the PATH that decide whether a build can succeed. */
export function buildTools(env: NodeJS.ProcessEnv): string {
  return JSON.stringify([findOnPath(PYTHONS, env.PATH), findOnPath(COMPILERS, env.PATH)]);
}

/** Compiles the addon against the library in TensorFlow's official wheel, and keeps both in the cache. */
export async function build(site: Site): Promise<void> {
  const start = Date.now();
  if (!(process.platform === "linux" && process.arch === "x64")) {
    throw new Error(`it is built on linux x64 only, not on ${process.platform} ${process.arch}`);
  }
  const compiler = findOnPath(COMPILERS, site.env.PATH);
  if (!compiler) throw new Error(`no C++ compiler on the PATH (${COMPILERS.join(", ")})`);
  const python = await pythonWithPip(site);
  await inWorkshop(site.cache, async (workshop) => {
    const place = path.join(site.cache, "tensorflow");
    const tensorflow = await obtainTensorflow({ ...site, python, place, workshop });
    const compiled = path.join(workshop, "tfjs_binding.node");
    await compileAddon(compiled, { ...site, compiler, tensorflow });
    await checkAddon(compiled, site.env, site.signal);
    renameSync(compiled, keptAddon(site));
  });
  await placeKept(site);
  site.progress.say(`built tfjs-node with TensorFlow ${TENSORFLOW_VERSION} in ${seconds(start)}`);
}

async function pythonWithPip({ env, signal }: Site): Promise<string> {
  const found = allOnPath(PYTHONS, env.PATH);
  for (const python of found) {
    if ((await run(python, ["-m", "pip", "--version"], { env, signal })).ok) return python;
  }
  throw new Error(found.length > 0 ? `${found[0]} has no pip` : `no Python on the PATH (${PYTHONS.join(", ")})`);
}
