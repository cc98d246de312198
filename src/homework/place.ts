import { type Cell, joined } from "../runner/notebook";
import { keyOf } from "./grading";

/** Where a cell stands, in words that a student has seen. */
export interface Place {
  /** The nearest heading above it. */
  readonly title: string;
  /** What the text right above a cell with points says of it. */
  readonly asks: string;
}

/** Finds the place of each cell of a homework by what it is known by. */
export function placesOf(cells: readonly Cell[]): ReadonlyMap<string, Place> {
  let title = "";
  let asks = "";
  return new Map(
    cells.map((cell) => {
      const text = cell.cell_type === "markdown" ? joined(cell.source) : "";
      title =
        text
          .match(/^#+ .*$/gm)
          ?.at(-1)
          ?.replace(/^#+ /, "") ?? title;
      const place = { title, asks };
      asks = /^\*\*[\d.]+ points?\.\*\* (.*)$/m.exec(text)?.[1] ?? "";
      return [keyOf(cell), place];
    }),
  );
}
