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

/** L⁻¹b for a lower-triangular L, by forward substitution, in float64. [P][P], [P] → [P] */
export function forwardSubstitute(l: Rows, b: readonly number[]): number[] {
  const y: number[] = [];
  for (let p = 0; p < b.length; p++) {
    let rest = b[p];
    for (let q = 0; q < p; q++) rest -= l[p][q] * y[q];
    y.push(rest / l[p][p]);
  }
  return y;
}

/** The product AB of two matrices, in float64. [I][J] × [J][K] → [I][K]. @throws where their sizes do not fit. */
export function multiply(a: Rows, b: Rows): number[][] {
  const [inner, width] = [b.length, checkRows("multiply", b)];
  if (checkRows("multiply", a) !== inner)
    throw new Error(`multiply needs sizes that fit, got ${a[0].length} and ${inner}`);
  return a.map((row) =>
    Array.from({ length: width }, (_, k) => row.reduce((total, value, j) => total + value * b[j][k], 0)),
  );
}

/** The transpose Aᵀ of a matrix. [I][J] → [J][I] */
export function transpose(a: Rows): number[][] {
  return Array.from({ length: checkRows("transpose", a) }, (_, j) => a.map((row) => row[j]));
}

/** A⁻¹ of a symmetric positive definite matrix, by its Cholesky factor: A⁻¹ = L⁻ᵀL⁻¹. [P][P] → [P][P] */
export function inverse(a: Rows): number[][] {
  const l = cholesky(a);
  const columns = l.map((_, j) =>
    forwardSubstitute(
      l,
      l.map((_, i) => (i === j ? 1 : 0)),
    ),
  ); // those of L⁻¹, as rows
  return multiply(columns, transpose(columns));
}

/** The mean and the covariance, (1/N) Σ (x − m)(x − m)ᵀ, of data, in float64. [N][P] → [P], [P][P] */
export function meanAndCovariance(x: Rows): { mean: number[]; covariance: number[][] } {
  const size = checkRows("meanAndCovariance", x);
  const mean = Array.from({ length: size }, (_, p) => x.reduce((total, row) => total + row[p], 0) / x.length);
  const centered = x.map((row) => row.map((value, p) => value - mean[p]));
  const covariance = multiply(transpose(centered), centered).map((row) => row.map((value) => value / x.length));
  return { mean, covariance };
}
