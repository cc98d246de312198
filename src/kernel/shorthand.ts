import type TypeScript from "@tslab/typescript-for-tslab";

/** A cell with every `{ name }` of an object written out as `{ name: name }`. */
export interface Expanded {
  readonly code: string;
  /** The column, counted from 0, in the cell as it was written. */
  columnOf(line: number, column: number): number;
}

/**
 * tslab rewrites the names of earlier cells, `x` to `exports.x`. It forgets those in shorthand properties: `{ x }` would look
 * for a variable that is not there; and it takes keys of patterns for names: `{ x: y }` would become `{ exports.x: y }`.
 * Written out, `{ x: x }` and `{ "x": y }` mean the same, and are rewritten as they should.
 */
export function expandShorthand(typescript: typeof TypeScript, code: string): Expanded {
  if (!code.includes("{")) return { code, columnOf: (_, column) => column };
  const source = typescript.createSourceFile("cell.ts", code, typescript.ScriptTarget.Latest);
  const insertions: { readonly at: number; readonly text: string }[] = [];
  const visit = (node: TypeScript.Node) => {
    if (typescript.isShorthandPropertyAssignment(node)) {
      insertions.push({ at: node.name.end, text: `: ${node.name.text}` });
    } else if (typescript.isBindingElement(node) && node.propertyName && typescript.isIdentifier(node.propertyName)) {
      const { propertyName: key } = node;
      insertions.push({ at: key.getStart(source), text: '"' }, { at: key.end, text: '"' });
    }
    typescript.forEachChild(node, visit);
  };
  visit(source);
  const inserted = insertions.map(({ at, text }) => ({
    ...source.getLineAndCharacterOfPosition(at),
    length: text.length,
  }));
  return {
    code: insertions.reduceRight((text, { at, text: added }) => `${text.slice(0, at)}${added}${text.slice(at)}`, code),
    columnOf: columnsBefore(inserted),
  };
}

/** Made apart, since it is kept for as long as the cell can be named in a stack, and must not keep the cell's tree. */
function columnsBefore(
  inserted: readonly { readonly line: number; readonly character: number; readonly length: number }[],
): Expanded["columnOf"] {
  return (line, column) => {
    let before = 0;
    for (const { line: at, character, length } of inserted) {
      if (at !== line || column <= character + before) continue;
      // within what was inserted, the place where it was
      before = Math.min(before + length, column - character);
    }
    return column - before;
  };
}
