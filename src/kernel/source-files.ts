import { statSync } from "node:fs";
import { isBuiltin } from "node:module";
import path from "node:path";
import type TypeScript from "@tslab/typescript-for-tslab";
import { createReader, findRolledUp } from "./declarations";

export type Host =
  TypeScript.WatchCompilerHostOfFilesAndCompilerOptions<TypeScript.EmitAndSemanticDiagnosticsBuilderProgram>;

const PACKAGE = "elbo";
const IN_PACKAGE = "/node_modules/";

/** Gives a file's tree: parsed once, if it is a package's, and else anew when its version or the file itself changes. */
export function createSourceFiles(
  typescript: typeof TypeScript,
  { readFile, getDefaultLibLocation, options }: Host,
  versionOf: (file: string) => string | undefined,
): (file: string) => TypeScript.SourceFile | undefined {
  const read = createReader(readFile, path.posix.normalize(getDefaultLibLocation!()));
  const parsed = new Map<string, { readonly version: string; readonly tree: TypeScript.SourceFile }>();
  return (file) => {
    const version = versionOf(file) ?? (file.includes(IN_PACKAGE) ? "" : stampOf(file));
    const known = parsed.get(file);
    if (known?.version === version) return known.tree;
    const text = read(file);
    if (text === undefined) return undefined;
    const tree = typescript.createSourceFile(file, text, options.target!);
    parsed.set(file, { version, tree });
    return tree;
  };
}

function stampOf(file: string): string {
  const { mtimeMs, size } = statSync(file, { throwIfNoEntry: false }) ?? {};
  return `${mtimeMs} ${size}`;
}

/** Finds the file that a module's name means in a file: for this package's own, the one with its rolled-up types. */
export function createResolver(
  typescript: typeof TypeScript,
  host: Host,
  cache: TypeScript.ModuleResolutionCache,
): (name: string, from: string) => TypeScript.ResolvedModule | undefined {
  const rolledUp = findRolledUp();
  const packages = new Map<string, TypeScript.ResolvedModule | undefined>();
  /** Some packages of ES modules show their types to those who read `exports` only. */
  const findByExports = (name: string, from: string) => {
    const { Bundler: moduleResolution } = typescript.ModuleResolutionKind;
    return typescript.resolveModuleName(name, from, { ...host.options, moduleResolution }, host).resolvedModule;
  };
  const find = (name: string, from: string) => {
    // Beside a notebook, a file that is not there yet may come.
    const remembered = from.includes(IN_PACKAGE) ? cache : undefined;
    const { resolvedModule = findByExports(name, from) } = typescript.resolveModuleName(
      name,
      from,
      host.options,
      host,
      remembered,
    );
    if (!rolledUp) return resolvedModule;
    // Where no package of this name is installed, this one is meant.
    const isOwn = resolvedModule ? resolvedModule.resolvedFileName === rolledUp.entry : name === PACKAGE;
    return isOwn ? { resolvedFileName: rolledUp.file } : resolvedModule;
  };
  return (name, from) => {
    // What types of values are made of: names that stand in no cell.
    if (rolledUp?.modules.has(name) && name !== PACKAGE) return { resolvedFileName: rolledUp.file };
    const key = `${path.dirname(from)} ${name}`;
    if (packages.has(key)) return packages.get(key);
    const found = find(name, from);
    // A package that is there stays there, and what a package does not find it will not; Node's own is declared elsewhere.
    if (from.includes(IN_PACKAGE) || isBuiltin(name) || (found && !name.startsWith("."))) packages.set(key, found);
    return found;
  };
}
