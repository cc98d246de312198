import { cp } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { WASM_FILES } from "../../setup/wasm";
import { WORKER } from "../csp";

const ROOT = path.join(__dirname, "..", "..", "..");
const ROOM = path.join(ROOT, "src", "site", "worker");

/** What of Node a worker has a stand-in for. */
const STAND_INS = ["crypto", "fs", "util", "zlib"];

/**
 * Writes what a page loads when a cell is run: the worker with the library for the browser, where `name.browser.ts` takes
 * the place of `name.ts`; TensorFlow.js's wasm; and the data sets.
 */
export async function writeWorker(folder: string): Promise<void> {
  await build({
    entryPoints: { [path.parse(WORKER).name]: path.join(ROOM, "main.ts") },
    outdir: folder,
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    tsconfig: path.join(ROOM, "tsconfig.json"),
    resolveExtensions: [".browser.ts", ".ts", ".mjs", ".js", ".json"],
    alias: {
      elbo: path.join(ROOT, "src", "index.ts"),
      ...Object.fromEntries(STAND_INS.map((name) => [`node:${name}`, path.join(ROOM, "node", `${name}.ts`)])),
    },
    inject: [path.join(ROOM, "node", "globals.ts")],
    logLevel: "silent",
  });
  for (const file of WASM_FILES) await cp(file, path.join(folder, path.basename(file)));
  await cp(path.join(ROOT, "datasets"), path.join(folder, "datasets"), { recursive: true });
}
