import type { LinearGaussian } from "../models/linear-gaussian";
import { cholesky, forwardSubstitute, multiply, transpose } from "../tensors/linear-algebra";
import { LOG_2PI } from "../tensors/math";
import { checkRows, type Rows } from "../tensors/shapes";

/** q(z∣x) = N(Λ(x − b), V): a linear encoder, and one covariance for all datapoints. Plain numbers in float64. */
export interface LinearQ {
  /** Λ. [D][P] */
  readonly weights: Rows;
  /** V. [D][D] */
  readonly covariance: Rows;
}

/**
 * The ELBO of a linear-Gaussian model with a linear q, averaged over data of mean b and covariance S: exact, in closed form.
 * E log p(x∣z) = −½ P log 2πσ² − [tr S − 2 tr WΛS + tr WΛSΛᵀWᵀ + tr WVWᵀ]/2σ², and
 * E KL(q ∥ p(z)) = ½[tr V + tr ΛSΛᵀ − D − log |V|]. This is the objective of a linear VAE.
 * S [P][P] → nats. @throws unless the sizes fit and V is positive definite. @see Lucas et al. (2019), equation 8
 */
export function linearElbo({ weights: w, scale }: LinearGaussian, q: LinearQ, dataCovariance: Rows): number {
  const [size, latentDim] = [w.length, w[0].length];
  checkSize("linearElbo", "a data covariance", dataCovariance, [size, size]);
  checkSize("linearElbo", "weights of q", q.weights, [latentDim, size]);
  checkSize("linearElbo", "a covariance of q", q.covariance, [latentDim, latentDim]);
  const means = multiply(multiply(q.weights, dataCovariance), transpose(q.weights)); // ΛSΛᵀ
  const secondMoments = means.map((row, i) => row.map((v, j) => v + q.covariance[i][j]));
  const wLambdaS = multiply(multiply(w, q.weights), dataCovariance);
  const squaredError =
    trace(dataCovariance) - 2 * trace(wLambdaS) + trace(multiply(multiply(w, secondMoments), transpose(w)));
  const reconstruction = -(size * (LOG_2PI + 2 * Math.log(scale)) + squaredError / scale ** 2) / 2;
  return reconstruction - (trace(secondMoments) - latentDim - logDeterminant(q.covariance)) / 2;
}

/**
 * The exact log p(x) of a linear-Gaussian model, averaged over data of mean b and covariance S:
 * −½[P log 2π + log |C| + tr C⁻¹S] with C = WWᵀ + σ²I. S [P][P] → nats. @throws unless S fits the model.
 * @see Tipping and Bishop (1999), equation 4
 */
export function linearLogMarginal(model: LinearGaussian, dataCovariance: Rows): number {
  const { covariance } = model.marginal();
  const size = covariance.length;
  checkSize("linearLogMarginal", "a data covariance", dataCovariance, [size, size]);
  const factor = cholesky(covariance);
  // tr C⁻¹S = tr L⁻¹SL⁻ᵀ, solved from both sides
  const solve = (rows: Rows) => transpose(rows).map((column) => forwardSubstitute(factor, column));
  return -(size * LOG_2PI + logDeterminant(covariance) + trace(solve(solve(dataCovariance)))) / 2;
}

/** log |A| = 2 Σ log L_dd */
function logDeterminant(a: Rows): number {
  return cholesky(a).reduce((total, row, d) => total + 2 * Math.log(row[d]), 0);
}

function trace(a: Rows): number {
  return a.reduce((total, row, i) => total + row[i], 0);
}

function checkSize(who: string, what: string, rows: Rows, [height, width]: readonly [number, number]): void {
  const got = checkRows(who, rows);
  if (rows.length !== height || got !== width) {
    throw new Error(`${who} needs ${what} of ${height} × ${width}, got ${rows.length} × ${got}`);
  }
}
