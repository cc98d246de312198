import { sum } from "../tensors/numbers";
import { type Columns, checkRows, columnsOf, type Rows } from "../tensors/shapes";
import { type GaussianMixture, gaussianMixture } from "./gaussian-mixture";

/**
 * The mixture that makes completed data most likely: weights, means and covariances of the datapoints, each counted
 * in component c with weight r[i][c]. This is the M-step of EM, and with r of zeros and ones plain maximum likelihood.
 * x [N][P], r [N][C] → θ. @throws where a component is left without weight, or its covariance collapses.
 */
export function gaussianMixtureFromCompleted(x: Rows, r: Rows): GaussianMixture {
  checkRows("gaussianMixtureFromCompleted", x);
  checkRows("gaussianMixtureFromCompleted", r);
  if (r.length !== x.length) {
    throw new Error(
      `gaussianMixtureFromCompleted needs one row of r for each datapoint, got ${r.length} for ${x.length}`,
    );
  }
  return completedMixture(columnsOf(x), columnsOf(r));
}

/** The same of x [P][N] and r [C][N], columns of numbers in one piece, for who asks often. */
export function completedMixture(x: Columns, r: Columns): GaussianMixture {
  const components = r.map((weights, c) => completed(x, weights, c));
  return gaussianMixture({
    weights: components.map(({ total }) => total / x[0].length),
    means: components.map(({ mean }) => mean),
    covariances: components.map(({ covariance }) => covariance),
  });
}

/** The weight, the mean and the covariance of the datapoints, each counted with its weight in component c. */
function completed(x: Columns, weights: Float64Array, c: number) {
  const total = sum(weights);
  if (!(total > 0))
    throw new Error(`gaussianMixtureFromCompleted needs weight in every component, got none in component ${c}`);
  const mean = x.map((column) => weightedSum(weights, column) / total);
  const covariance = x.map(() => new Array<number>(x.length));
  for (let p = 0; p < x.length; p++) {
    for (let q = 0; q <= p; q++) {
      covariance[p][q] = weightedProducts(weights, x[p], mean[p], x[q], mean[q]) / total;
      covariance[q][p] = covariance[p][q];
    }
  }
  return { total, mean, covariance };
}

/** Σᵢ rᵢ xᵢ */
function weightedSum(r: Float64Array, x: Float64Array): number {
  let [even, odd] = [0, 0]; // side by side, since one addition would wait for another
  const last = r.length - 1;
  for (let i = 0; i < last; i += 2) {
    even += r[i] * x[i];
    odd += r[i + 1] * x[i + 1];
  }
  return even + odd + (last % 2 === 0 ? r[last] * x[last] : 0);
}

/** Σᵢ rᵢ (xᵢ − a)(yᵢ − b) */
function weightedProducts(r: Float64Array, x: Float64Array, a: number, y: Float64Array, b: number): number {
  let [even, odd] = [0, 0];
  const last = r.length - 1;
  for (let i = 0; i < last; i += 2) {
    even += r[i] * (x[i] - a) * (y[i] - b);
    odd += r[i + 1] * (x[i + 1] - a) * (y[i + 1] - b);
  }
  return even + odd + (last % 2 === 0 ? r[last] * (x[last] - a) * (y[last] - b) : 0);
}
