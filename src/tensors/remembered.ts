import type { Rows } from "./shapes";

/**
 * f, which remembers its last rows and what it made of them, for who asks several times about one and the same. Rows are
 * known again by their numbers, so that rows which were changed in place are new ones.
 */
export function remembered<R>(f: (rows: Rows) => R): (rows: Rows) => R {
  let known: { readonly numbers: Float64Array; readonly height: number; readonly result: R } | undefined;
  return (rows) => {
    if (!known || known.height !== rows.length || !areSame(rows, known.numbers)) {
      const result = f(rows);
      known = { numbers: copyOf(rows), height: rows.length, result };
    }
    return known.result;
  };
}

/** Whether the rows, all of one length, are these numbers. */
function areSame(rows: Rows, numbers: Float64Array): boolean {
  const width = numbers.length / rows.length;
  let at = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (row.length !== width) return false;
    for (let j = 0; j < width; j++) if (row[j] !== numbers[at++]) return false;
  }
  return true;
}

function copyOf(rows: Rows): Float64Array {
  const width = rows[0].length;
  const numbers = new Float64Array(rows.length * width);
  let at = 0;
  for (let i = 0; i < rows.length; i++) for (let j = 0; j < width; j++) numbers[at++] = rows[i][j];
  return numbers;
}
