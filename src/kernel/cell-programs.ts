import path from "node:path";
import type TypeScript from "@tslab/typescript-for-tslab";
import { addCheckPoints } from "./check-points";
import type { DocComments } from "./doc-comments";
import { createLastingProgram } from "./lasting-program";
import { createResolver } from "./resolver";
import { createSourceFiles, type Host } from "./source-files";
import { declares, type Internals, type Tree } from "./trees";

/** TypeScript declares it as a boolean, and means: all, declarations alone, or this. */
const EMIT_ONLY_JS = 0 as unknown as boolean;

type Builder = TypeScript.EmitAndSemanticDiagnosticsBuilderProgram;

/**
 * Stands in for TypeScript's `createWatchProgram`, which makes two programs for each cell and looks through every file for
 * each: here a cell has one program, made when it is asked for if that of the cell before does not serve again, and what
 * packages contain is read once.
 */
export function watchCells(typescript: Internals, host: Host, docComments: DocComments): void {
  const { rootFiles, options } = host;
  // tslab changes the tree of a cell, and with what it declares that of the declarations so far.
  let programs = 0;
  let changes = 0;
  const versionOf = (file: string) => {
    if (!rootFiles.includes(file)) return undefined;
    return `${file.endsWith(".d.ts") ? changes : programs} ${host.readFile(file)}`;
  };
  const getSourceFile = createSourceFiles(typescript, host, versionOf, docComments);
  const getCanonicalFileName = (file: string) => file;
  const resolutions = typescript.createModuleResolutionCache(host.getCurrentDirectory(), getCanonicalFileName, options);
  const resolve = createResolver(typescript, host, resolutions);
  const compilerHost: TypeScript.CompilerHost = {
    ...host,
    getSourceFile,
    getCanonicalFileName,
    getNewLine: () => "\n",
    writeFile: () => {},
    getModuleResolutionCache: () => resolutions,
    resolveModuleNames: (names, from) => names.map((name) => resolve(name, from)),
  };
  const ownSteps = [addCheckPoints(typescript), toCommonJs(typescript)];
  const programOf = createLastingProgram(typescript, { options, host: compilerHost });

  const update = () => {
    let made: TypeScript.Program | undefined;
    const getProgram = () => {
      if (made) return made;
      made = programOf(rootFiles.map((file) => getSourceFile(file)!));
      programs += 1;
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
      // What a cell imports is compiled when it is loaded.
      emit(file, writeFile, cancellation, which, { after = [], ...transformers } = {}) {
        if (!file || !writeFile || !rootFiles.includes(file.fileName)) return { emitSkipped: true, diagnostics: [] };
        const write: typeof writeFile = (name, ...written) =>
          writeFile(`${options.outDir}/${path.basename(name)}`, ...written);
        const steps = { ...transformers, after: [...after, ...ownSteps] };
        if (declares(file)) {
          changes += 1;
          return getProgram().emit(file, write, cancellation, which, steps);
        }
        write(file.fileName.replace(/ts$/, "d.ts"), "", false);
        return getProgram().emit(file, write, cancellation, EMIT_ONLY_JS, steps);
      },
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
  for (const file of rootFiles) host.watchFile(file, schedule);
  update();
}

/** The last step of compiling: tslab has a program of its own made of what comes out before it. */
function toCommonJs(typescript: Internals): TypeScript.TransformerFactory<TypeScript.SourceFile> {
  return (context) => {
    const options = { ...context.getCompilerOptions(), module: typescript.ModuleKind.CommonJS };
    return typescript.transformModule(Object.create(context, { getCompilerOptions: { value: () => options } }));
  };
}

/** The files, other than declarations, that a file imports, and it itself. */
function dependencies(program: TypeScript.Program, file: Tree, found = new Set<string>()): ReadonlySet<string> {
  found.add(file.fileName);
  file.resolvedModules?.forEach(({ resolvedModule }) => {
    const next = resolvedModule && program.getSourceFile(resolvedModule.resolvedFileName);
    if (next && !next.isDeclarationFile && !found.has(next.fileName)) dependencies(program, next, found);
  });
  return found;
}
