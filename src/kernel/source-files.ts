import { statSync } from "node:fs";
import path from "node:path";
import type TypeScript from "@tslab/typescript-for-tslab";
import { createReader } from "./declarations";
import type { DocComments } from "./doc-comments";

export type Host =
  TypeScript.WatchCompilerHostOfFilesAndCompilerOptions<TypeScript.EmitAndSemanticDiagnosticsBuilderProgram>;

/** What lies in a package. */
export const IN_PACKAGE = "/node_modules/";

/** Gives a file's tree: parsed once, if it is a package's, and else anew when its version or the file itself changes. */
export function createSourceFiles(
  typescript: typeof TypeScript,
  { readFile, getDefaultLibLocation, options }: Host,
  versionOf: (file: string) => string | undefined,
  docComments: DocComments,
): (file: string) => TypeScript.SourceFile | undefined {
  const read = createReader(readFile, path.posix.normalize(getDefaultLibLocation!()));
  const plainly = { parse: typescript.createSourceFile };
  const parsed = new Map<string, { readonly version: string; readonly tree: TypeScript.SourceFile }>();
  return (file) => {
    const ownVersion = versionOf(file);
    const version = ownVersion ?? (file.includes(IN_PACKAGE) ? "" : stampOf(file));
    const known = parsed.get(file);
    if (known?.version === version) return known.tree;
    const text = read(file);
    if (text === undefined) return undefined;
    const { parse } = ownVersion === undefined && file.endsWith(".d.ts") ? docComments : plainly;
    const tree = parse(file, text, options.target!);
    parsed.set(file, { version, tree });
    return tree;
  };
}

function stampOf(file: string): string {
  const { mtimeMs, size } = statSync(file, { throwIfNoEntry: false }) ?? {};
  return `${mtimeMs} ${size}`;
}
