import { inspect } from "node:util";
import type { MimeBundle } from "../../notebook/display";
import { formatNumber } from "../../notebook/format";
import { tableBundle } from "../../notebook/table-bundle";
import { abridge, ELLIPSIS } from "./abridge";

type Row = Readonly<Record<string, unknown>>;

const MOST_ROWS = 10;
const MOST_COLUMNS = 8;
const MOST_CHARACTERS = 60;
/** As many as it takes to be sure enough that the rest is alike. */
const ROWS_SEARCHED = 1000;

/** A matrix of numbers, or records of plain values, as a small table; undefined of anything else. */
export function tableOf(value: unknown): MimeBundle | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const searched = value.slice(0, ROWS_SEARCHED);
  const names = columnsOf(searched);
  if (!names) return undefined;
  const rows = abridge(value.length, MOST_ROWS);
  const columns = abridge(names.length, MOST_COLUMNS);
  const isNumber = (row: Row, name: string) => typeof row[name] === "number";
  return tableBundle({
    columns: [
      { name: "", numeric: true },
      ...columns.map((j) =>
        j === ELLIPSIS
          ? { name: j, numeric: false }
          : { name: names[j], numeric: searched.every((row) => isNumber(row, names[j])) },
      ),
    ],
    rows: rows.map((i) => [
      `${i}`,
      ...columns.map((j) => (i === ELLIPSIS || j === ELLIPSIS ? ELLIPSIS : cell(value[i]?.[names[j]]))),
    ]),
    note:
      value.length > MOST_ROWS || names.length > MOST_COLUMNS
        ? `${value.length} rows × ${names.length} columns`
        : undefined,
  });
}

/** The columns that all rows together have, if they are rows. */
function columnsOf(rows: readonly unknown[]): readonly string[] | undefined {
  const [first] = rows;
  if (Array.isArray(first)) {
    const alike = (row: unknown) =>
      Array.isArray(row) && row.length === first.length && row.every((entry) => typeof entry === "number");
    return first.length > 0 && rows.every(alike) ? first.map((_, j) => `${j}`) : undefined;
  }
  if (!rows.every(isRecord)) return undefined;
  const names = [...new Set((rows as Row[]).flatMap((row) => Object.keys(row)))];
  return names.length > 0 ? names : undefined;
}

function isRecord(row: unknown): boolean {
  return (
    typeof row === "object" &&
    row !== null &&
    Object.getPrototypeOf(row) === Object.prototype &&
    Object.values(row).every((entry) => entry === null || !["object", "function", "symbol"].includes(typeof entry))
  );
}

function cell(entry: unknown): string {
  if (entry === undefined) return "";
  const text =
    typeof entry === "number" ? formatNumber(entry) : typeof entry === "string" ? entry : inspect(entry, { depth: 0 });
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}
