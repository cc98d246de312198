import { statSync } from "node:fs";
import path from "node:path";
import type TypeScript from "@tslab/typescript-for-tslab";
import { createReader, findRolledUp } from "./declarations";

type Builder = TypeScript.EmitAndSemanticDiagnosticsBuilderProgram;
type Host = TypeScript.WatchCompilerHostOfFilesAndCompilerOptions<Builder>;

/** With what TypeScript has and does not declare. */
export type Internals = typeof TypeScript & {
  bindSourceFile(file: TypeScript.SourceFile, options: TypeScript.CompilerOptions): void;
};

type Resolved = Map<string, { readonly resolvedModule?: TypeScript.ResolvedModule }>;

interface Parsed {
  readonly version: string;
  readonly file: TypeScript.SourceFile;
}

const PACKAGE = "elbo";
const IN_PACKAGE = "/node_modules/";

/**
 * Stands in for TypeScript's `createWatchProgram`, which makes two programs for each cell and looks through every file for
 * each: here a cell has one program, made when it is asked for, and what packages contain is read once.
 */
export function watchCells(typescript: Internals, host: Host): { close(): void } {
  const { rootFiles, options } = host;
  const read = createReader(host.readFile, path.posix.normalize(host.getDefaultLibLocation!()));
  const rolledUp = findRolledUp();
  const parsed = new Map<string, Parsed>();
  let turn = 0;
  const versionOf = (file: string): string => {
    // tslab changes the trees of a cell and its declarations, so that they serve once.
    if (rootFiles.includes(file)) return `${turn}`;
    if (file.includes(IN_PACKAGE)) return "";
    const { mtimeMs, size } = statSync(file, { throwIfNoEntry: false }) ?? {};
    return `${mtimeMs} ${size}`;
  };
  const getSourceFile = (file: string): TypeScript.SourceFile | undefined => {
    const version = versionOf(file);
    const known = parsed.get(file);
    if (known?.version === version) return known.file;
    const text = read(file);
    if (text === undefined) return undefined;
    const made = typescript.createSourceFile(file, text, options.target!);
    parsed.set(file, { version, file: made });
    return made;
  };

  const getCanonicalFileName = (file: string) => file;
  const resolutions = typescript.createModuleResolutionCache(host.getCurrentDirectory(), getCanonicalFileName, options);
  const resolve = (name: string, from: string): TypeScript.ResolvedModule | undefined => {
    const rolled = rolledUp?.modules.has(name) ? { resolvedFileName: rolledUp.file } : undefined;
    if (rolled && name !== PACKAGE) return rolled;
    // Beside a notebook, a file that is not there yet may come.
    const cache = from.includes(IN_PACKAGE) ? resolutions : undefined;
    const { resolvedModule } = typescript.resolveModuleName(name, from, options, host, cache);
    return rolled && resolvedModule?.resolvedFileName === rolledUp?.entry ? rolled : resolvedModule;
  };
  const compilerHost: TypeScript.CompilerHost = {
    ...host,
    getSourceFile,
    getCanonicalFileName,
    getNewLine: () => "\n",
    writeFile: () => {},
    getModuleResolutionCache: () => resolutions,
    resolveModuleNames: (names, from) => names.map((name) => resolve(name, from)),
  };
  let oldProgram: TypeScript.Program | undefined;
  const createProgram = () => {
    oldProgram = typescript.createProgram({ rootNames: rootFiles, options, host: compilerHost, oldProgram });
    return oldProgram;
  };

  const update = () => {
    turn += 1;
    let made: TypeScript.Program | undefined;
    const getProgram = () => {
      made ??= createProgram();
      return made;
    };
    // As much of a builder as tslab uses.
    const builder: Pick<Builder, "getProgram" | "getSourceFile" | "getAllDependencies" | "emit"> = {
      getProgram,
      getSourceFile(file) {
        if (made) return made.getSourceFile(file);
        const source = getSourceFile(file);
        if (source) typescript.bindSourceFile(source, options);
        return source;
      },
      getAllDependencies: (file) => [...dependencies(getProgram(), file)],
      emit: (...args) => getProgram().emit(...args),
    };
    host.afterProgramCreate?.(builder as Builder);
  };
  let timer: unknown;
  const schedule = () => {
    if (timer) host.clearTimeout!(timer);
    timer = host.setTimeout!(() => {
      timer = undefined;
      update();
    }, 0);
  };
  const watchers = rootFiles.map((file) => host.watchFile(file, schedule));
  update();
  return {
    close() {
      for (const watcher of watchers) watcher.close();
    },
  };
}

/** The files, other than declarations, that a file imports, and it itself. */
function dependencies(
  program: TypeScript.Program,
  file: TypeScript.SourceFile & { readonly resolvedModules?: Resolved },
  found = new Set<string>(),
): ReadonlySet<string> {
  found.add(file.fileName);
  file.resolvedModules?.forEach(({ resolvedModule }) => {
    const next = resolvedModule && program.getSourceFile(resolvedModule.resolvedFileName);
    if (next && !next.isDeclarationFile && !found.has(next.fileName)) dependencies(program, next, found);
  });
  return found;
}
