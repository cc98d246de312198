import { checkRows, type Rows } from "./shapes";

/**
 * The lower-triangular L with LLᵀ = A, in float64, for the small covariances of a model. [P][P] → [P][P]
 * @throws unless A is square, symmetric and positive definite.
 */
export function cholesky(a: Rows): number[][] {
  const size = checkRows("cholesky", a);
  if (a.length !== size) throw new Error(`cholesky needs a square matrix, got ${a.length} × ${size}`);
  const l = a.map((row) => row.map(() => 0));
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const asymmetry = Math.abs(a[i][j] - a[j][i]);
      if (asymmetry > 1e-9 * (Math.abs(a[i][i]) + Math.abs(a[j][j]))) {
        throw new Error(
          `cholesky needs a symmetric matrix, got ${a[i][j]} at [${i}][${j}] and ${a[j][i]} at [${j}][${i}]`,
        );
      }
      let rest = a[i][j];
      for (let k = 0; k < j; k++) rest -= l[i][k] * l[j][k];
      if (i === j && !(rest > 0))
        throw new Error(`cholesky needs a positive definite matrix, got pivot ${rest} in row ${i}`);
      l[i][j] = i === j ? Math.sqrt(rest) : rest / l[j][j];
    }
  }
  return l;
}
