import { checkRows, type Rows } from "../tensors/shapes";
import { type GaussianMixture, gaussianMixture } from "./gaussian-mixture";

/**
 * The mixture that makes completed data most likely: weights, means and covariances of the datapoints, each counted
 * in component c with weight r[i][c]. This is the M-step of EM, and with r of zeros and ones plain maximum likelihood.
 * x [N][P], r [N][C] → θ. @throws where a component is left without weight, or its covariance collapses.
 */
export function gaussianMixtureFromCompleted(x: Rows, r: Rows): GaussianMixture {
  checkRows("gaussianMixtureFromCompleted", x);
  const numComponents = checkRows("gaussianMixtureFromCompleted", r);
  if (r.length !== x.length) {
    throw new Error(
      `gaussianMixtureFromCompleted needs one row of r for each datapoint, got ${r.length} for ${x.length}`,
    );
  }
  const components = Array.from({ length: numComponents }, (_, c) => completed(x, r, c));
  return gaussianMixture({
    weights: components.map(({ total }) => total / x.length),
    means: components.map(({ mean }) => mean),
    covariances: components.map(({ covariance }) => covariance),
  });
}

/** The weight, the mean and the covariance of the datapoints, each counted with r[i][c]. */
function completed(x: Rows, r: Rows, c: number) {
  const size = x[0].length;
  let total = 0;
  const mean = new Float64Array(size);
  for (let i = 0; i < x.length; i++) {
    const point = x[i];
    const weight = r[i][c];
    total += weight;
    for (let p = 0; p < size; p++) mean[p] += weight * point[p];
  }
  if (!(total > 0))
    throw new Error(`gaussianMixtureFromCompleted needs weight in every component, got none in component ${c}`);
  for (let p = 0; p < size; p++) mean[p] /= total;
  const products = new Float64Array(size * size); // the lower triangle of Σ r (x − μ)(x − μ)ᵀ
  const apart = new Float64Array(size); // x − μ
  for (let i = 0; i < x.length; i++) {
    const point = x[i];
    const weight = r[i][c];
    for (let p = 0; p < size; p++) {
      apart[p] = point[p] - mean[p];
      const weighted = weight * apart[p];
      for (let q = 0; q <= p; q++) products[p * size + q] += weighted * apart[q];
    }
  }
  const covariance = Array.from(mean, (_, p) =>
    Array.from(mean, (_, q) => products[Math.max(p, q) * size + Math.min(p, q)] / total),
  );
  return { total, mean: Array.from(mean), covariance };
}
