import { formatNumber } from "../../notebook/format";
import { abridge, ELLIPSIS } from "./abridge";

type Entries = ArrayLike<number | bigint | string | boolean>;

const MOST_IN_A_LINE = 20;
const MOST_ROWS = 10;
const MOST_COLUMNS = 8;
const MOST_BLOCKS = 4;

/** A typed array with its type, its length and its first and last numbers. */
export function typedArrayText(values: ArrayLike<number | bigint> & object): string {
  return `${values.constructor.name}(${values.length}) ${lineOf(values, 0, values.length, MOST_IN_A_LINE)}`;
}

/** The entries of an array of any rank, row by row, in nested brackets with aligned columns. */
export function nestedText(entries: Entries, shape: readonly number[]): string {
  if (shape.length === 0) return entryText(entries[0]);
  if (shape.length === 1) return lineOf(entries, 0, shape[0], MOST_IN_A_LINE);
  const place = { offset: 0, indent: 1, widths: [] };
  block(entries, shape, place); // measures the columns
  return block(entries, shape, place);
}

interface Place {
  readonly offset: number;
  readonly indent: number;
  /** Of the columns, as far as they are known. */
  readonly widths: number[];
}

function block(entries: Entries, [length, ...rest]: readonly number[], { offset, indent, widths }: Place): string {
  if (rest.length === 0) {
    const texts = abridge(length, MOST_COLUMNS).map((j) => (j === ELLIPSIS ? j : entryText(entries[offset + j])));
    texts.forEach((text, j) => {
      widths[j] = Math.max(widths[j] ?? 0, text.length);
    });
    return `[${texts.map((text, j) => text.padStart(widths[j])).join(", ")}]`;
  }
  const size = rest.reduce((a, b) => a * b, 1);
  const inner = abridge(length, rest.length === 1 ? MOST_ROWS : MOST_BLOCKS).map((i) =>
    i === ELLIPSIS ? i : block(entries, rest, { offset: offset + i * size, indent: indent + 1, widths }),
  );
  return `[${inner.join(`,${"\n".repeat(rest.length)}${" ".repeat(indent)}`)}]`;
}

function lineOf(entries: Entries, offset: number, length: number, most: number): string {
  const texts = abridge(length, most).map((i) => (i === ELLIPSIS ? i : entryText(entries[offset + i])));
  return `[${texts.join(", ")}]`;
}

function entryText(entry: Entries[number]): string {
  return typeof entry === "number"
    ? formatNumber(entry)
    : typeof entry === "string"
      ? JSON.stringify(entry)
      : `${entry}`;
}
