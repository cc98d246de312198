import { categorical } from "../distributions/categorical";
import { multivariateNormal } from "../distributions/multivariate-normal";
import { probabilities } from "../distributions/parameters";
import { cholesky } from "../tensors/linear-algebra";
import { LOG_2PI, oneHot } from "../tensors/math";
import { remembered } from "../tensors/remembered";
import { checkRows, type Rows } from "../tensors/shapes";
import * as tf from "../tensors/tf";
import type { FiniteLatentModel } from "./model";

/** θ of a Gaussian mixture: plain numbers in float64. */
export interface GaussianMixtureParams {
  /** π_c = p(z = c). [C] */
  readonly weights: readonly number[];
  /** μ_c. [C][P] */
  readonly means: Rows;
  /** Σ_c. [C][P][P] */
  readonly covariances: readonly Rows[];
}

/** A Gaussian mixture with its parameters, its values of z written out. */
export interface GaussianMixture extends FiniteLatentModel, GaussianMixtureParams {}

/**
 * z ~ Categorical(π), x∣z ~ N(μ_z, Σ_z) with full covariances, so that p(x) = Σ_c π_c N(x; μ_c, Σ_c).
 * @throws unless the weights sum to 1 and each component has a mean and a positive definite covariance of one size.
 */
export function gaussianMixture({ weights, means, covariances }: GaussianMixtureParams): GaussianMixture {
  const size = checkRows("gaussianMixture", means);
  probabilities("gaussianMixture", weights);
  if (means.length !== weights.length || covariances.length !== weights.length) {
    throw new Error(
      `gaussianMixture needs a mean and a covariance for each weight, got ${weights.length} weights, ${means.length} means, ${covariances.length} covariances`,
    );
  }
  const factors = covariances.map(cholesky);
  if (factors.some((factor) => factor.length !== size)) {
    throw new Error(`gaussianMixture needs covariances of ${size} × ${size} like its means, got another size`);
  }
  const logWeightedDensities = densities({ weights, means, factors });
  return {
    weights,
    means,
    covariances,
    numComponents: weights.length,
    prior: () => categorical(weights.map(Math.log)),
    likelihood: (z) => {
      // rows are selected by a product because gather has no gradient on wasm
      const select = (table: number[][], shape: number[]) =>
        oneHot(z, weights.length)
          .reshape([-1, weights.length])
          .matMul(tf.tensor2d(table))
          .reshape([...z.shape, ...shape]);
      return multivariateNormal(
        select(
          means.map((row) => [...row]),
          [size],
        ),
        select(
          factors.map((factor) => factor.flat()),
          [size, size],
        ),
      );
    },
    logJointTable: remembered((x) => {
      if (checkRows("gaussianMixture", x) !== size)
        throw new Error(`gaussianMixture needs x of ${size} numbers, got ${x[0].length}`);
      return x.map((row) => logWeightedDensities(row));
    }),
  };
}

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
  const mean = new Array<number>(size).fill(0);
  for (let i = 0; i < x.length; i++) {
    const weight = r[i][c];
    total += weight;
    for (let p = 0; p < size; p++) mean[p] += weight * x[i][p];
  }
  if (!(total > 0))
    throw new Error(`gaussianMixtureFromCompleted needs weight in every component, got none in component ${c}`);
  for (let p = 0; p < size; p++) mean[p] /= total;
  const covariance = mean.map(() => new Array<number>(size).fill(0));
  for (let i = 0; i < x.length; i++) {
    for (let p = 0; p < size; p++) {
      const weighted = r[i][c] * (x[i][p] - mean[p]);
      for (let q = 0; q <= p; q++) covariance[p][q] += weighted * (x[i][q] - mean[q]);
    }
  }
  for (let p = 0; p < size; p++) {
    for (let q = 0; q <= p; q++) {
      covariance[p][q] /= total;
      covariance[q][p] = covariance[p][q];
    }
  }
  return { total, mean, covariance };
}

/** x ↦ log π_c N(x; μ_c, L_cL_cᵀ) for every c, with what does not depend on x worked out, in flat arrays. [P] → [C] */
function densities({
  weights,
  means,
  factors,
}: {
  readonly weights: readonly number[];
  readonly means: Rows;
  readonly factors: readonly Rows[];
}): (x: readonly number[]) => number[] {
  const [numComponents, size] = [weights.length, means[0].length];
  const constants = factors.map(
    (factor, c) =>
      Math.log(weights[c]) - (size * LOG_2PI) / 2 - factor.reduce((sum, row, p) => sum + Math.log(row[p]), 0),
  );
  const centers = Float64Array.from(means.flat());
  const triangles = Float64Array.from(factors.flat(2));
  const y = new Float64Array(size); // L⁻¹(x − μ), by forward substitution
  return (x) => {
    const logs = new Array<number>(numComponents);
    for (let c = 0; c < numComponents; c++) {
      let distance = 0;
      for (let p = 0; p < size; p++) {
        const row = (c * size + p) * size;
        let rest = x[p] - centers[c * size + p];
        for (let q = 0; q < p; q++) rest -= triangles[row + q] * y[q];
        y[p] = rest / triangles[row + p];
        distance += y[p] * y[p];
      }
      logs[c] = constants[c] - distance / 2;
    }
    return logs;
  };
}
