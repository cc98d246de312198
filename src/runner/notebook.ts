import type {
  ICodeCell,
  IMarkdownCell,
  INotebookMetadata,
  IOutput,
  IRawCell,
  MultilineString,
} from "@jupyterlab/nbformat";

export type CodeCell = ICodeCell & { readonly id: string };
export type Cell = CodeCell | ((IMarkdownCell | IRawCell) & { readonly id: string });
export type Output = IOutput;

/** A Jupyter notebook of format 4.5 or a later 4.x. */
export interface Notebook {
  readonly cells: readonly Cell[];
  readonly metadata: INotebookMetadata;
  readonly nbformat: number;
  readonly nbformat_minor: number;
}

export function isCode(cell: Cell): cell is CodeCell {
  return cell.cell_type === "code";
}

/** The text that a notebook keeps as one string or as its lines. */
export function joined(text: MultilineString): string {
  return typeof text === "string" ? text : text.join("");
}

/** The title of the step that a cell belongs to: the nearest heading above it, of level one or two. */
export function stepOf(cells: readonly Cell[], id: string): string {
  const above = cells.slice(
    0,
    cells.findIndex((cell) => cell.id === id),
  );
  const markdown = above.filter((cell) => cell.cell_type === "markdown");
  const headings = markdown.flatMap(({ source }) => joined(source).match(/^#{1,2} .*$/gm) ?? []);
  return (headings.at(-1) ?? "").replace(/^#+ /, "").trim();
}
