/** A table of numbers with named columns. */
export interface Table {
  readonly columns: readonly string[];
  /** [N][P] */
  readonly rows: number[][];
}

/** Longer than any line of numbers that a person would write: a line beyond it is no CSV. */
const LONGEST_LINE = 100_000;

/**
 * Reads comma-separated numbers under one line of column names.
 * @throws naming `source`, line and column, where a line is ragged, empty or too long, or an entry is no finite number.
 */
export function parseCsv(text: string, source: string): Table {
  const lines = text.replace(/\r?\n$/, "").split(/\r?\n/);
  const at = (line: number, column?: number) =>
    `${source}, line ${line + 1}${column === undefined ? "" : `, column ${column + 1}`}`;
  lines.forEach((line, i) => {
    if (line.length > LONGEST_LINE)
      throw new Error(`${at(i)}: needs at most ${LONGEST_LINE} characters, got ${line.length}`);
  });
  const columns = lines[0].split(",").map((name) => name.trim());
  if (columns.some((name) => name === "")) throw new Error(`${at(0)}: needs a line of column names, got "${lines[0]}"`);
  if (lines.length < 2) throw new Error(`${at(0)}: needs at least one row below the column names, got none`);
  const rows = lines.slice(1).map((line, i) => {
    const cells = line.split(",");
    if (cells.length !== columns.length) {
      throw new Error(`${at(i + 1)}: needs ${columns.length} entries, got ${cells.length}`);
    }
    return cells.map((cell, column) => {
      const value = cell.trim() === "" ? Number.NaN : Number(cell);
      if (!Number.isFinite(value)) throw new Error(`${at(i + 1, column)}: needs a finite number, got "${cell}"`);
      return value;
    });
  });
  return { columns, rows };
}
