import type TypeScript from "@tslab/typescript-for-tslab";
import { declares, type Internals, namesOfModules, type Tree } from "./trees";

export interface Sources {
  readonly options: TypeScript.CompilerOptions;
  readonly host: TypeScript.CompilerHost;
}

/** A checker remembers what it has seen of the files that were exchanged; this bounds it. */
const MOST_EXCHANGES = 100;
/** A top-level `await`, which is right in a cell. */
const AWAIT = 1308;

/**
 * → what makes a program of its root files' trees, each of which serves once. Those are modules that declare nothing for
 * other files: as long as they are right, and import what is there, they are exchanged in the program of before, whose type
 * checker then knows all the rest.
 */
export function createLastingProgram(typescript: Internals, { options, host }: Sources) {
  let program: TypeScript.Program | undefined;
  let others: readonly TypeScript.SourceFile[] = [];
  let exchanges = 0;
  let isChecked = false;
  let isWrong = false;
  const exchanged = new Map<string, Tree>();

  const make = (roots: readonly Tree[]) => {
    exchanged.clear();
    exchanges = 0;
    const rootNames = roots.map(({ fileName }) => fileName);
    const made = typescript.createProgram({ rootNames, options, host });
    others = made.getSourceFiles().filter(({ fileName }) => !rootNames.includes(fileName));
    // It reads the roots now, or never.
    made.getTypeChecker();
    const { getSourceFile, getSemanticDiagnostics, getDeclarationDiagnostics } = made;
    Object.assign(made, {
      getSourceFile: (name: string) => exchanged.get(name) ?? getSourceFile(name),
      getSourceFiles: () => others,
      getSemanticDiagnostics(file: Tree) {
        const found = getSemanticDiagnostics(file).filter((diagnostic) => diagnostic.file === file);
        isChecked = true;
        isWrong ||= found.some(({ code }) => code !== AWAIT);
        return found;
      },
      getDeclarationDiagnostics: (file?: Tree) => (file && !declares(file) ? [] : getDeclarationDiagnostics(file)),
    } satisfies Partial<TypeScript.Program>);
    return made;
  };

  /** Writes on a tree what a program would. False if only another program can take it in. */
  const takeIn = (known: TypeScript.Program, tree: Tree): boolean => {
    tree.path = `${tree.fileName}:${exchanges}`;
    tree.resolvedPath = tree.path;
    tree.originalFileName = tree.fileName;
    tree.imports ??= namesOfModules(typescript, tree);
    tree.moduleAugmentations = [];
    tree.ambientModuleNames = [];
    for (const { text } of tree.imports) {
      const [found] = host.resolveModuleNames!([text], tree.fileName, undefined, undefined, options);
      // The type checker knows Node's own modules, and says what is nowhere.
      if (!found) continue;
      if (!known.getSourceFile(found.resolvedFileName)) return false;
      const resolvedModule = { ...found, extension: typescript.extensionFromPath(found.resolvedFileName) };
      typescript.setResolvedModule(tree, text, { resolvedModule });
    }
    typescript.bindSourceFile(tree, options);
    exchanged.set(tree.fileName, tree);
    return true;
  };
  const isCurrent = () => others.every((file) => host.getSourceFile(file.fileName, options.target!) === file);

  return (roots: readonly Tree[]): TypeScript.Program => {
    exchanges += 1;
    const known = isChecked && !isWrong && exchanges < MOST_EXCHANGES && isCurrent() ? program : undefined;
    program = undefined;
    program = known && roots.every((root) => takeIn(known, root)) ? known : make(roots);
    [isChecked, isWrong] = [false, false];
    return program;
  };
}
