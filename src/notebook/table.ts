import { display } from "./display";
import { formatNumber } from "./format";

/**
 * Shows rows as a small table below the cell, with the keys of the first row as its columns.
 * @throws on no rows, because a table without columns says nothing.
 */
export function table(rows: readonly Readonly<Record<string, number | string>>[]): void {
  if (rows.length === 0) throw new Error("table needs at least one row, got none");
  const columns = Object.keys(rows[0]);
  const cells = rows.map((row) => columns.map((column) => cell(row[column])));
  const numeric = columns.map((column) => rows.every((row) => typeof row[column] === "number"));
  const widths = columns.map((column, j) => Math.max(column.length, ...cells.map((row) => row[j].length)));
  const pad = (text: string, j: number) => (numeric[j] ? text.padStart(widths[j]) : text.padEnd(widths[j]));
  const line = (texts: readonly string[]) => texts.map(pad).join("  ").trimEnd();
  const markdown = (texts: readonly string[]) => `| ${texts.map((text) => text.replaceAll("|", "\\|")).join(" | ")} |`;
  display({
    data: {
      "text/markdown": [
        markdown(columns),
        markdown(numeric.map((n) => (n ? "--:" : ":--"))),
        ...cells.map(markdown),
      ].join("\n"),
      "text/plain": [line(columns), line(widths.map((width) => "─".repeat(width))), ...cells.map(line)].join("\n"),
    },
  });
}

function cell(value: number | string | undefined): string {
  if (value === undefined) return "";
  return typeof value === "number" ? formatNumber(value) : value;
}
