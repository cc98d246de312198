import { existsSync, readFileSync, statSync } from "node:fs";
import Module from "node:module";
import path from "node:path";
import { constants, runInThisContext } from "node:vm";
import { meansOwn } from "./own-package";
import { requireTypeScript } from "./require-typescript";

/** What cells import: packages, and files of TypeScript, JavaScript or JSON wherever they lie. */
export interface Modules {
  readonly require: NodeJS.Require;
  /**
   * Forgets the files that were edited, and all that import them, so that the next import reads them anew. Not ES modules
   * in JavaScript, which Node keeps.
   */
  refresh(): void;
  /** Imports ahead what a cell's code requires but Node may only import. */
  load(output: string): Promise<void>;
}

const REQUIRED = /\brequire\("([^"\n]+)"\)/g;
/** The packages' files, and the library's own when it is built anew, stay as they were. */
const SETTLED_PARTS = [`${path.sep}node_modules${path.sep}`, path.join(__dirname, "..") + path.sep];

function isSettled(file: string): boolean {
  return SETTLED_PARTS.some((part) => file.includes(part));
}

/** A loader for cells that lie in a folder. */
export function createModules(folder: string): Modules {
  const native = Module.createRequire(path.join(folder, "cell"));
  const changed = new Map<string, number>();
  const changeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const loads = (file: string) => {
    if (!isSettled(file)) changed.set(file, changeOf(file));
  };
  requireTypeScript(native, loads);
  tellOfLoads(native, loads);
  const imported = new Map<string, unknown>();
  const importHere = runInThisContext("(id) => import(id)", {
    filename: path.join(folder, "cell"),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  }) as (id: string) => Promise<object>;

  const require = (id: string) => imported.get(id) ?? (isOwn(id, native) ? ownRequire(id) : native(id));
  return {
    require: Object.assign(require, { ...native }),
    refresh() {
      const files = Object.keys(native.cache).filter((file) => !isSettled(file));
      const isStale = (file: string) => {
        const now = changeOf(file);
        const before = changed.get(file) ?? now;
        changed.set(file, now);
        return now !== before;
      };
      forget(native.cache, files.filter(isStale), files);
    },
    async load(output) {
      for (const [, id] of output.matchAll(REQUIRED)) {
        if (imported.has(id) || !isModuleOnly(id, native)) continue;
        const namespace = await importHere(id);
        // As Node's own `require` of a module has it.
        imported.set(id, "default" in namespace ? { __esModule: true, ...namespace } : namespace);
      }
    },
  };
}

/** Tells of each file that is loaded in Node's own ways. */
function tellOfLoads({ extensions }: NodeJS.Require, loads: (file: string) => void): void {
  for (const extension of [".js", ".json"] as const) {
    const load = extensions[extension]!;
    extensions[extension] = (module, file) => {
      loads(file);
      load(module, file);
    };
  }
}

const ownRequire = Module.createRequire(__filename);

function isOwn(id: string, { resolve }: NodeJS.Require): boolean {
  if (!meansOwn(id)) return false;
  try {
    return !resolve(id);
  } catch {
    return true;
  }
}

/** Whether what an import names can be imported, but perhaps not required. */
function isModuleOnly(id: string, { resolve }: NodeJS.Require): boolean {
  try {
    const file = resolve(id);
    return path.isAbsolute(file) && (file.endsWith(".mjs") || (file.endsWith(".js") && isInModule(path.dirname(file))));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ERR_PACKAGE_PATH_NOT_EXPORTED";
  }
}

function isInModule(folder: string): boolean {
  const file = path.join(folder, "package.json");
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")).type === "module";
  const parent = path.dirname(folder);
  return parent !== folder && isInModule(parent);
}

/** Drops modules and whatever imports them, however far up. */
function forget(cache: NodeJS.Dict<NodeModule>, stale: readonly string[], files: readonly string[]): void {
  for (const file of stale) delete cache[file];
  if (stale.length === 0) return;
  const importers = files.filter((file) => cache[file]?.children.some(({ id }) => stale.includes(id)));
  forget(cache, importers, files);
}
