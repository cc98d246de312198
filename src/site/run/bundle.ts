import { cp } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { WASM_FILES } from "../../setup/wasm";

const ROOT = path.join(__dirname, "..", "..", "..");
const SITE = path.join(ROOT, "src", "site");
const ROOM = path.join(SITE, "worker");

/** What of Node a worker has a stand-in for. */
const STAND_INS = ["crypto", "fs", "util", "zlib"];

/** The script that the page's own loads when a reader presses Run. */
export const RUN = "run.js";

/**
 * Writes what a page loads when a cell is run: what shows it; the worker with the library for the browser, where
 * `name.browser.ts` takes the place of `name.ts`; TensorFlow.js's wasm; and the data sets.
 */
export async function writeRunner(folder: string): Promise<void> {
  const options = {
    outdir: folder,
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    logLevel: "silent",
  } as const;
  await Promise.all([
    build({ ...options, entryPoints: { run: path.join(SITE, "client", "run", "run.ts") } }),
    build({
      ...options,
      entryPoints: { worker: path.join(ROOM, "main.ts") },
      tsconfig: path.join(ROOM, "tsconfig.json"),
      resolveExtensions: [".browser.ts", ".ts", ".mjs", ".js", ".json"],
      alias: {
        elbo: path.join(ROOT, "src", "index.ts"),
        ...Object.fromEntries(STAND_INS.map((name) => [`node:${name}`, path.join(ROOM, "node", `${name}.ts`)])),
      },
      inject: [path.join(ROOM, "node", "globals.ts")],
    }),
    ...WASM_FILES.map((file) => cp(file, path.join(folder, path.basename(file)))),
    cp(path.join(ROOT, "datasets"), path.join(folder, "datasets"), { recursive: true }),
  ]);
}
