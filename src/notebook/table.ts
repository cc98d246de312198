import { display } from "./display";
import { formatNumber } from "./format";
import { tableBundle } from "./table-bundle";

/**
 * Shows rows as a small table below the cell, with the keys of the first row as its columns.
 * @throws on no rows, because a table without columns says nothing.
 */
export function table(rows: readonly Readonly<Record<string, number | string>>[]): void {
  if (rows.length === 0) throw new Error("table needs at least one row, got none");
  const columns = Object.keys(rows[0]).map((name) => ({
    name,
    numeric: rows.every((row) => typeof row[name] === "number"),
  }));
  display(tableBundle({ columns, rows: rows.map((row) => columns.map(({ name }) => cell(row[name]))) }));
}

function cell(value: number | string | undefined): string {
  if (value === undefined) return "";
  return typeof value === "number" ? formatNumber(value) : value;
}
