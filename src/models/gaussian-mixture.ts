import { categorical } from "../distributions/categorical";
import { multivariateNormal } from "../distributions/multivariate-normal";
import { probabilities } from "../distributions/parameters";
import { cholesky, forwardSubstitute } from "../tensors/linear-algebra";
import { LOG_2PI, oneHot } from "../tensors/math";
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
    logJointTable: (x) => {
      if (checkRows("gaussianMixture", x) !== size)
        throw new Error(`gaussianMixture needs x of ${size} numbers, got ${x[0].length}`);
      const constants = factors.map(
        (factor, c) => Math.log(weights[c]) - (size * LOG_2PI) / 2 - halfLogDeterminant(factor),
      );
      return x.map((row) => factors.map((factor, c) => constants[c] - squaredDistance(row, means[c], factor) / 2));
    },
  };
}

/**
 * The mixture that makes completed data most likely: weights, means and covariances of the datapoints, each counted
 * in component c with weight r[i][c]. This is the M-step of EM, and with r of zeros and ones plain maximum likelihood.
 * x [N][P], r [N][C] → θ. @throws where a component is left without weight, or its covariance collapses.
 */
export function gaussianMixtureFromCompleted(x: Rows, r: Rows): GaussianMixture {
  const size = checkRows("gaussianMixtureFromCompleted", x);
  const numComponents = checkRows("gaussianMixtureFromCompleted", r);
  if (r.length !== x.length) {
    throw new Error(
      `gaussianMixtureFromCompleted needs one row of r for each datapoint, got ${r.length} for ${x.length}`,
    );
  }
  const components = Array.from({ length: numComponents }, (_, c) => {
    const total = r.reduce((n, row) => n + row[c], 0);
    if (!(total > 0))
      throw new Error(`gaussianMixtureFromCompleted needs weight in every component, got none in component ${c}`);
    const average = (f: (row: readonly number[]) => number) => x.reduce((s, row, i) => s + r[i][c] * f(row), 0) / total;
    const mean = Array.from({ length: size }, (_, p) => average((row) => row[p]));
    const covariance = mean.map((_, p) =>
      mean.map((_, q) => average((row) => (row[p] - mean[p]) * (row[q] - mean[q]))),
    );
    return { weight: total / x.length, mean, covariance };
  });
  return gaussianMixture({
    weights: components.map(({ weight }) => weight),
    means: components.map(({ mean }) => mean),
    covariances: components.map(({ covariance }) => covariance),
  });
}

/** ½ log |Σ| = Σ_p log L_pp */
function halfLogDeterminant(factor: Rows): number {
  return factor.reduce((total, row, p) => total + Math.log(row[p]), 0);
}

/** ‖L⁻¹(x − μ)‖². */
function squaredDistance(x: readonly number[], mean: readonly number[], factor: Rows): number {
  const y = forwardSubstitute(
    factor,
    x.map((value, p) => value - mean[p]),
  );
  return y.reduce((total, value) => total + value * value, 0);
}
