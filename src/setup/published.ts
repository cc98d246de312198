import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { verify } from "./place";
import { seconds } from "./progress";
import { run } from "./run";
import type { Site } from "./site";

const LIMIT_MS = 120_000;

/** Lets tfjs-node fetch its published binary itself. Leaves the package as it was if that fails. */
export async function fetchPublished(site: Site): Promise<void> {
  const { tfjsNode, addon, env, signal, progress } = site;
  const start = Date.now();
  const manifest = path.join(tfjsNode, "package.json");
  const before = readFileSync(manifest); // the script rewrites it, and back again only when it ends well
  const tools = path.resolve(tfjsNode, "..", "..", ".bin");
  const limit = AbortSignal.timeout(LIMIT_MS);
  const installation = run(process.execPath, [path.join("scripts", "install.js")], {
    cwd: tfjsNode,
    env: { ...env, PATH: [tools, env.PATH].join(path.delimiter) },
    signal: AbortSignal.any([signal, limit]),
  });
  try {
    await progress.step("fetching tfjs-node's published binary", installation);
  } catch (error) {
    if (!limit.aborted || signal.aborted) throw error;
  } finally {
    writeFileSync(manifest, before);
  }
  if (!existsSync(addon)) {
    rmSync(path.join(tfjsNode, "deps"), { recursive: true, force: true });
    throw new Error(`its published binary cannot be fetched${limit.aborted ? ` within ${LIMIT_MS / 1000} s` : ""}`);
  }
  await verify(site);
  progress.say(`fetched tfjs-node's published binary in ${seconds(start)}`);
}
