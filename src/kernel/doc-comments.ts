import type TypeScript from "@tslab/typescript-for-tslab";

/** What TypeScript writes on a node before which doc comments stand. */
interface Documented extends TypeScript.Node {
  jsDoc?: TypeScript.JSDoc[];
}

/** On a line of its own: elsewhere it may be a part of a string. */
const DOC_COMMENT = /^[ \t]*\/\*\*.*?\*\//gms;

export type DocComments = ReturnType<typeof createDocComments>;

/**
 * Parses declarations without their doc comments, which are two thirds of the text that a kernel reads as it starts, and
 * gives them back, to all files that were parsed, before anyone asks what they say.
 */
export function createDocComments(typescript: typeof TypeScript) {
  const { createSourceFile, forEachChild } = typescript;
  const waiting = new Map<TypeScript.SourceFile, string>();
  const childrenOf = (node: TypeScript.Node) => {
    const children: TypeScript.Node[] = [];
    forEachChild(node, (child) => void children.push(child));
    return children;
  };
  /** From a tree to another of the same code. */
  const copy = (from: Documented, to: Documented): void => {
    if (from.jsDoc) to.jsDoc = from.jsDoc;
    const places = childrenOf(to);
    for (const [i, child] of childrenOf(from).entries()) copy(child, places[i]);
  };
  return {
    parse(file: string, text: string, target: TypeScript.ScriptTarget): TypeScript.SourceFile {
      const tree = createSourceFile(file, text.replace(DOC_COMMENT, blank), target);
      waiting.set(tree, text);
      return tree;
    },
    giveBack(): void {
      for (const [tree, text] of waiting) copy(createSourceFile(tree.fileName, text, tree.languageVersion, true), tree);
      waiting.clear();
    },
  };
}

/** As long, so that all that follows stands where it stood, and a new line if it held one, which may end a statement. */
const blank = (comment: string) => (comment.includes("\n") ? "\n" : " ").padStart(comment.length);
