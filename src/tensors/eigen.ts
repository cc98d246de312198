import { checkRows, type Rows } from "./shapes";

/** λ_d and its unit vector u_d, so that A = Σ_d λ_d u_d u_dᵀ. */
export interface Eigenpair {
  readonly value: number;
  /** [P] */
  readonly vector: readonly number[];
}

/**
 * The eigenpairs of a symmetric matrix, the largest eigenvalue first, in float64: rotations set one off-diagonal entry
 * to zero after another until none is left. [P][P] → [P]. @throws unless A is square and symmetric.
 * @see Jacobi (1846); Golub and Van Loan, "Matrix Computations", section 8.5
 */
export function eigenSymmetric(a: Rows): Eigenpair[] {
  const size = checkRows("eigenSymmetric", a);
  if (a.length !== size) throw new Error(`eigenSymmetric needs a square matrix, got ${a.length} × ${size}`);
  const m = a.map((row) => [...row]);
  const vectors = a.map((row, i) => row.map((_, j) => (i === j ? 1 : 0))); // one a row
  const largest = Math.max(...a.flat().map(Math.abs));
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      if (Math.abs(a[i][j] - a[j][i]) > 1e-9 * largest) {
        throw new Error(
          `eigenSymmetric needs a symmetric matrix, got ${a[i][j]} at [${i}][${j}] and ${a[j][i]} at [${j}][${i}]`,
        );
      }
    }
  }
  for (let off = Infinity; off > 1e-15 * largest; ) {
    off = 0;
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        off = Math.max(off, Math.abs(m[p][q]));
        if (Math.abs(m[p][q]) > 1e-16 * largest) rotate(m, vectors, p, q);
      }
    }
  }
  return m.map((row, i) => ({ value: row[i], vector: vectors[i] })).sort((one, other) => other.value - one.value);
}

/** A ↦ JAJᵀ and U ↦ JU, with the rotation J of the plane (p, q) that sets A_pq to zero. */
function rotate(m: number[][], vectors: number[][], p: number, q: number): void {
  const slope = (m[q][q] - m[p][p]) / (2 * m[p][q]);
  const t = (slope < 0 ? -1 : 1) / (Math.abs(slope) + Math.hypot(slope, 1)); // tan of the smaller angle
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  const turn = (x: number, y: number): [number, number] => [c * x - s * y, s * x + c * y];
  for (const row of m) [row[p], row[q]] = turn(row[p], row[q]);
  for (const rows of [m, vectors]) {
    for (let k = 0; k < rows[p].length; k++) [rows[p][k], rows[q][k]] = turn(rows[p][k], rows[q][k]);
  }
  m[p][q] = 0;
  m[q][p] = 0;
}
