import type TypeScript from "@tslab/typescript-for-tslab";

/** A cell with every `{ name }` of an object written out as `{ name: name }`. */
export interface Expanded {
  readonly code: string;
  /** The column, counted from 0, in the cell as it was written. */
  columnOf(line: number, column: number): number;
}

/**
 * tslab rewrites the names of earlier cells, `x` to `exports.x`, and forgets those in shorthand properties: `{ x }` would
 * look for a variable that is not there. Written out, `{ x: x }` means the same, and is rewritten.
 */
export function expandShorthand(typescript: typeof TypeScript, code: string): Expanded {
  const source = typescript.createSourceFile("cell.ts", code, typescript.ScriptTarget.Latest);
  const names: TypeScript.Identifier[] = [];
  const visit = (node: TypeScript.Node) => {
    if (typescript.isShorthandPropertyAssignment(node)) names.push(node.name);
    typescript.forEachChild(node, visit);
  };
  visit(source);
  const inserted = names.map((name) => {
    const { line, character } = source.getLineAndCharacterOfPosition(name.end);
    return { line, character, length: `: ${name.text}`.length };
  });
  return {
    code: names.reduceRight((text, { end, text: name }) => `${text.slice(0, end)}: ${name}${text.slice(end)}`, code),
    columnOf(line, column) {
      let before = 0;
      for (const { line: at, character, length } of inserted) {
        if (at !== line || column <= character + before) continue;
        // within what was inserted, the place of the name's end
        before = Math.min(before + length, column - character);
      }
      return column - before;
    },
  };
}
