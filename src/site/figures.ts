import { CHART_TYPE } from "./chart";
import type { Lesson } from "./notebook";
import { CHECK_TYPE } from "./outputs";
import { isRecord, type JsonRecord, type Shown } from "./shown";

/** A chart of a notebook that shows rows of the lecture. */
export interface Figure {
  /** Unique on the site, and good as the name of a file. */
  readonly name: string;
  readonly lesson: string;
  readonly cell: string;
  readonly rows: readonly number[];
  readonly output: Shown;
  /** The numbers that it is drawn from, as comma-separated values; empty if it computes them all itself. */
  readonly csv: string;
}

/** The charts of a notebook that show rows of the lecture, in its order. */
export function figuresOf({ name, cells }: Pick<Lesson, "name" | "cells">): readonly Figure[] {
  return cells.flatMap(({ id, lecture, outputs }) => {
    if (lecture.length === 0) return [];
    const charts = outputs.flatMap((output) => {
      const spec = output.type === "display" ? output.data[CHART_TYPE] : undefined;
      return isRecord(spec) ? [{ output, csv: csvOf(spec) }] : [];
    });
    return charts.map((chart, i) => ({
      name: [name, id, ...(i > 0 ? [i + 1] : [])].join("-"),
      lesson: name,
      cell: id,
      rows: lecture,
      ...chart,
    }));
  });
}

/** The checks of a notebook that belong to rows of the lecture. */
export const checksOf = ({ cells }: Pick<Lesson, "cells">, rows: readonly number[]): readonly Shown[] =>
  cells
    .filter(({ lecture }) => lecture.some((row) => rows.includes(row)))
    .flatMap(({ outputs }) => outputs)
    .filter((output) => output.type === "display" && isRecord(output.data[CHECK_TYPE]));

/**
 * The numbers that a chart is drawn from, as comma-separated values. A chart of several tables has their rows one table
 * below the other, with the table's number in the first column; one that holds no rows gives nothing.
 */
export function csvOf(spec: JsonRecord): string {
  const tables = [...new Set(tablesIn(spec).map((rows) => JSON.stringify(rows)))];
  const rows = tables.flatMap((table, i) =>
    JSON.parse(table).map((row: unknown) => ({
      ...(tables.length > 1 && { table: i + 1 }),
      ...(isRecord(row) ? row : { value: row }),
    })),
  );
  if (rows.length === 0) return "";
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column]))];
  return lines.map((line) => `${line.map(field).join(",")}\r\n`).join("");
}

function tablesIn(value: unknown): readonly (readonly unknown[])[] {
  if (Array.isArray(value)) return value.flatMap(tablesIn);
  if (!isRecord(value)) return [];
  const { data, ...rest } = value;
  const own = isRecord(data) && Array.isArray(data.values) && data.values.length > 0 ? [data.values] : [];
  return [...own, ...Object.values(rest).flatMap(tablesIn)];
}

function field(value: unknown): string {
  const text =
    value === undefined || value === null ? "" : typeof value === "object" ? JSON.stringify(value) : `${value}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
