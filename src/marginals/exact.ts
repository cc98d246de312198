import type { LinearGaussian, NormalNumbers } from "../models/linear-gaussian";
import { cholesky } from "../tensors/linear-algebra";
import { LOG_2PI } from "../tensors/math";
import { checkRows, type Rows } from "../tensors/shapes";

/** The exact log p(x) of a model whose marginal is a normal in closed form, in nats and float64.  x [B][P] → [B] */
export function logMarginalExact(model: LinearGaussian, x: Rows): number[] {
  checkRows("logMarginalExact", x);
  const { mean, covariance } = model.marginal();
  if (x[0].length !== mean.length)
    throw new Error(`logMarginalExact needs x of ${mean.length} numbers, got ${x[0].length}`);
  return x.map((row) => logNormalDensity(row, { mean, covariance }));
}

/** log N(x; μ, Σ) in float64. */
function logNormalDensity(x: readonly number[], { mean, covariance }: NormalNumbers): number {
  const l = cholesky(covariance);
  const y: number[] = []; // L⁻¹(x − μ)
  let logDensity = (-x.length * LOG_2PI) / 2;
  for (let p = 0; p < x.length; p++) {
    let rest = x[p] - mean[p];
    for (let q = 0; q < p; q++) rest -= l[p][q] * y[q];
    y.push(rest / l[p][p]);
    logDensity -= y[p] ** 2 / 2 + Math.log(l[p][p]);
  }
  return logDensity;
}
