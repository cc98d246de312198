import type { MimeBundle } from "./display";

/** A small table: words, aligned to the left, or to the right where a column holds numbers. */
export interface TableSpec {
  readonly columns: readonly { readonly name: string; readonly numeric: boolean }[];
  readonly rows: readonly (readonly string[])[];
  /** A line below it. */
  readonly note?: string;
}

/** A table as Markdown and as text. */
export function tableBundle({ columns, rows, note }: TableSpec): MimeBundle {
  const names = columns.map(({ name }) => oneLine(name));
  const lines = rows.map((row) => row.map(oneLine));
  const widths = columns.map((_, j) => Math.max(...[names, ...lines].map((line) => line[j].length)));
  const pad = (text: string, j: number) => (columns[j].numeric ? text.padStart(widths[j]) : text.padEnd(widths[j]));
  const line = (texts: readonly string[]) => texts.map(pad).join("  ").trimEnd();
  const markdown = (texts: readonly string[]) => `| ${texts.join(" | ")} |`;
  return {
    data: {
      "text/markdown": [
        markdown(names.map(escaped)),
        markdown(columns.map(({ numeric }) => (numeric ? "--:" : ":--"))),
        ...lines.map((texts) => markdown(texts.map(escaped))),
        ...(note ? ["", note] : []),
      ].join("\n"),
      "text/plain": [
        line(names),
        line(widths.map((width) => "─".repeat(width))),
        ...lines.map(line),
        ...(note ? [note] : []),
      ].join("\n"),
    },
  };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, " ");
}

/** What a cell holds is data, not Markdown. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_~|<$]/g, "\\$&");
}
