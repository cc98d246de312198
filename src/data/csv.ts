/** A table of numbers with named columns. */
export interface Table {
  readonly columns: readonly string[];
  /** [N][P] */
  readonly rows: number[][];
}

/** Longer than any line of numbers that a person would write: a line beyond it is no CSV. */
const LONGEST_LINE = 100_000;

/**
 * Reads comma-separated numbers under one line of column names. The column named `words`, if any, holds words instead.
 * @throws naming `source`, line and column, where a line is ragged, empty or too long, an entry is no finite number, or a
 * word is missing.
 */
export function parseCsv(text: string, source: string): Table;
export function parseCsv(
  text: string,
  source: string,
  options: { readonly words: string },
): Table & { words: string[] };
export function parseCsv(text: string, source: string, options?: { readonly words: string }): Table {
  const lines = text.replace(/\r?\n$/, "").split(/\r?\n/);
  const at = (line: number, column?: number) =>
    `${source}, line ${line + 1}${column === undefined ? "" : `, column ${column + 1}`}`;
  lines.forEach((line, i) => {
    if (line.length > LONGEST_LINE)
      throw new Error(`${at(i)}: needs at most ${LONGEST_LINE} characters, got ${line.length}`);
  });
  const names = lines[0].split(",").map((name) => name.trim());
  if (names.some((name) => name === "")) throw new Error(`${at(0)}: needs a line of column names, got "${lines[0]}"`);
  if (lines.length < 2) throw new Error(`${at(0)}: needs at least one row below the column names, got none`);
  const wordColumn = options === undefined ? -1 : names.indexOf(options.words);
  if (options !== undefined && wordColumn < 0)
    throw new Error(`${at(0)}: needs a column named "${options.words}", got ${names.join(", ")}`);

  const words: string[] = [];
  const rows = lines.slice(1).map((line, i) => {
    const cells = line.split(",");
    if (cells.length !== names.length)
      throw new Error(`${at(i + 1)}: needs ${names.length} entries, got ${cells.length}`);
    return cells.flatMap((cell, column) => {
      const trimmed = cell.trim();
      if (column === wordColumn) {
        if (trimmed === "") throw new Error(`${at(i + 1, column)}: needs a word, got "${cell}"`);
        words.push(trimmed);
        return [];
      }
      const value = trimmed === "" ? Number.NaN : Number(trimmed);
      if (!Number.isFinite(value)) throw new Error(`${at(i + 1, column)}: needs a finite number, got "${cell}"`);
      return [value];
    });
  });
  const columns = names.filter((_, column) => column !== wordColumn);
  return { columns, rows, ...(options && { words }) };
}
