import { isBuiltin } from "node:module";
import path from "node:path";
import type TypeScript from "@tslab/typescript-for-tslab";
import { findRolledUp } from "./declarations";
import { meansOwn, PACKAGE } from "./own-package";
import { type Host, IN_PACKAGE } from "./source-files";

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
    const isOwn = resolvedModule ? resolvedModule.resolvedFileName === rolledUp.entry : meansOwn(name);
    return isOwn ? { resolvedFileName: rolledUp.file } : resolvedModule;
  };
  return (name, from) => {
    // Node takes its own, whatever lies in packages of that name; it is declared without a file.
    if (isBuiltin(name)) return undefined;
    // What types of values are made of: names that stand in no cell.
    if (rolledUp?.modules.has(name) && name !== PACKAGE) return { resolvedFileName: rolledUp.file };
    const key = `${path.dirname(from)} ${name}`;
    if (packages.has(key)) return packages.get(key);
    const found = find(name, from);
    // A package that is there stays there, and what a package does not find it will not.
    if (from.includes(IN_PACKAGE) || (found && !name.startsWith("."))) packages.set(key, found);
    return found;
  };
}
