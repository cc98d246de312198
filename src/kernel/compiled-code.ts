import { mkdirSync, readFileSync } from "node:fs";
import NodeModule, { createRequire } from "node:module";
import path from "node:path";
import { Script } from "node:vm";
import { replaceFile } from "../files/replace-file";
import { cacheFolder } from "../setup/cache";

/**
 * Loads a large module, with what V8 made of its code for the kernel before. → keeps that for the next one, if it is new;
 * to be called when what will be needed has run. From Node 22 on Node keeps that of all modules itself.
 */
export function loadCompiled(file: string): () => void {
  const folder = path.join(cacheFolder(process.env), "compiled");
  const { enableCompileCache } = NodeModule as { enableCompileCache?: (folder: string) => unknown };
  if (enableCompileCache) {
    enableCompileCache(folder);
    require(file);
    return () => {};
  }
  const kept = path.join(folder, `${path.basename(file)}-${process.version}-${process.arch}`);
  const cachedData = attempt(() => readFileSync(kept));
  const script = new Script(NodeModule.wrap(readFileSync(file, "utf8")), { filename: file, cachedData });
  const module = Object.assign(new NodeModule(file), { filename: file });
  script.runInThisContext().call(module.exports, module.exports, createRequire(file), module, file, path.dirname(file));
  require.cache[file] = Object.assign(module, { loaded: true });
  return () => {
    if (cachedData && !script.cachedDataRejected) return;
    attempt(() => {
      mkdirSync(folder, { recursive: true });
      replaceFile(kept, script.createCachedData());
    });
  };
}

/** What is kept only saves time: where it cannot be read or written, it is done without. */
function attempt<R>(f: () => R): R | undefined {
  try {
    return f();
  } catch {
    return undefined;
  }
}
