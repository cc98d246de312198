import { readFileSync } from "node:fs";
import { formatNotebook } from "./format-notebook";
import { isCode, type Notebook } from "./notebook";
import { readNotebook } from "./read-notebook";
import { save } from "./save";

/** What front ends leave in a cell's metadata and no source needs. */
const TRACES = new Set(["collapsed", "execution", "scrolled", "trusted"]);

/** A notebook as its source is kept: without outputs, counts and the traces of front ends. */
export function cleanNotebook(notebook: Notebook): Notebook {
  const cells = notebook.cells.map((cell) => {
    const kept = Object.entries(cell.metadata).filter(([name]) => !TRACES.has(name));
    const metadata = Object.fromEntries(kept);
    return isCode(cell) ? { ...cell, metadata, outputs: [], execution_count: null } : { ...cell, metadata };
  });
  return { ...notebook, cells };
}

/** Cleans a notebook's file; whether it was not clean already. */
export function cleanFile(file: string): boolean {
  const text = formatNotebook(cleanNotebook(readNotebook(file)));
  if (text === readFileSync(file, "utf8")) return false;
  save(file, text);
  return true;
}
