import { type CodeCell, isCode, joined, type Notebook } from "../runner/notebook";

/** A change to a notebook that leaves the given one as it was. */
export type Pass = (notebook: Notebook) => Notebook;

/** A pass that is the given ones, one after the other. */
export function inOrder(...passes: readonly Pass[]): Pass {
  return (notebook) => passes.reduce((changed, pass) => pass(changed), notebook);
}

/** A pass that rewrites the source of each code cell. @throws what `rewrite` throws, with the cell's id before it */
export function onCode(rewrite: (source: string, cell: CodeCell) => string): Pass {
  return ({ cells, ...rest }) => ({
    ...rest,
    cells: cells.map((cell) => {
      if (!isCode(cell)) return cell;
      try {
        return { ...cell, source: rewrite(joined(cell.source), cell) };
      } catch (error) {
        throw new Error(`cell ${cell.id}: ${(error as Error).message}`);
      }
    }),
  });
}
