/** The lengths of a tensor's axes, outermost first. */
export type Shape = readonly number[];

/** Rows of numbers in float64: N datapoints of P numbers each. [N][P] */
export type Rows = readonly (readonly number[])[];

/** The number of elements of a tensor of this shape: 1 for a scalar. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((size, length) => size * length, 1);
}

/** @throws unless every axis has a whole length of at least 1. */
export function checkShape(who: string, shape: Shape): void {
  if (!shape.every((length) => Number.isInteger(length) && length >= 1)) {
    throw new Error(`${who} needs a shape of whole lengths of at least 1, got [${shape}]`);
  }
}

/** The shape that two shapes broadcast to, aligned at the last axis. @throws where two lengths differ and neither is 1. */
export function broadcastShapes(who: string, a: Shape, b: Shape): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const m = a[axis - rank + a.length] ?? 1;
    const n = b[axis - rank + b.length] ?? 1;
    if (m !== n && m !== 1 && n !== 1) {
      throw new Error(`${who} needs shapes that broadcast, got [${a}] and [${b}]`);
    }
    return m === 1 ? n : m;
  });
}

/** P, the length of every row. @throws on no rows, ragged rows, and entries that are not finite. */
export function checkRows(who: string, rows: Rows): number {
  const width = rows[0]?.length ?? 0;
  if (width === 0) throw new Error(`${who} needs at least one datapoint of at least one number, got none`);
  // loops, because what is trained on tables checks them at every step
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (row.length !== width)
      throw new Error(`${who} needs rows of one length, got ${width} and, in row ${i}, ${row.length}`);
    for (let j = 0; j < width; j++) {
      if (!Number.isFinite(row[j]))
        throw new Error(`${who} needs finite numbers, got ${row[j]} in row ${i}, column ${j}`);
    }
  }
  return width;
}

/** Numbers in columns of one piece each. [P][N] */
export type Columns = readonly Float64Array[];

/** The columns of rows. [N][P] → [P][N] */
export function columnsOf(rows: Rows): Columns {
  return rows[0].map((_, p) => {
    const column = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++) column[i] = rows[i][p];
    return column;
  });
}
