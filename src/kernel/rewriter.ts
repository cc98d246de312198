import type TypeScript from "@tslab/typescript-for-tslab";
import { createLastingProgram, type Internals } from "./lasting-program";

const FILE = "cell.js";

/**
 * → what rewrites a module of JavaScript as `options` say, which it does not check. TypeScript's `transpileModule` makes a
 * program and a type checker for each.
 */
export function createRewriter(
  typescript: Internals,
  compilerOptions: TypeScript.CompilerOptions,
  before: TypeScript.CustomTransformers["before"],
): (module: string) => string {
  const options: TypeScript.CompilerOptions = {
    ...compilerOptions,
    allowJs: true,
    isolatedModules: true,
    noLib: true,
    noResolve: true,
    suppressOutputPathCheck: true,
    types: [],
  };
  let tree: TypeScript.SourceFile;
  let output = "";
  const host: TypeScript.CompilerHost = {
    getSourceFile: () => tree,
    writeFile(_, text) {
      output = text;
    },
    getDefaultLibFileName: () => "",
    useCaseSensitiveFileNames: () => true,
    getCanonicalFileName: (file) => file,
    getCurrentDirectory: () => "",
    getNewLine: () => "\n",
    fileExists: () => false,
    readFile: () => undefined,
  };
  const programOf = createLastingProgram(typescript, { options, host });
  return (module) => {
    tree = typescript.createSourceFile(FILE, module, options.target!);
    programOf([tree]).emit(tree, undefined, undefined, undefined, { before });
    return output;
  };
}
