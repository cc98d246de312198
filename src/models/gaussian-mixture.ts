import { categorical } from "../distributions/categorical";
import { multivariateNormal } from "../distributions/multivariate-normal";
import { probabilities } from "../distributions/parameters";
import { cholesky } from "../tensors/linear-algebra";
import { oneHot } from "../tensors/math";
import { type Columns, checkRows, columnsOf, type Rows } from "../tensors/shapes";
import * as tf from "../tensors/tf";
import { fillLogDensities } from "./log-densities";
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
export interface GaussianMixture extends FiniteLatentModel, GaussianMixtureParams {
  fillLogJoint(x: Rows, table: Float64Array): void;
  /** The same in columns, with others to work in. x [P][B], table [C][B], work [P][B] */
  fillLogJointColumns(x: Columns, table: Columns, work: Columns): void;
}

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
  const components = weights.map((weight, c) => ({ weight, mean: means[c], factor: factors[c] }));
  const fillLogJointColumns = (x: Columns, table: Columns, work: Columns) => {
    if (x.length !== size) throw new Error(`gaussianMixture needs x of ${size} numbers, got ${x.length}`);
    fillLogDensities(components, x, table, work);
  };
  const fillLogJoint = (x: Rows, table: Float64Array) => {
    const columns = weights.map(() => new Float64Array(x.length));
    fillLogJointColumns(
      columnsOf(x),
      columns,
      means[0].map(() => new Float64Array(x.length)),
    );
    for (let i = 0, at = 0; i < x.length; i++) for (const column of columns) table[at++] = column[i];
  };
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
    fillLogJoint,
    fillLogJointColumns,
    logJointTable: (x) => {
      checkRows("gaussianMixture", x);
      const table = new Float64Array(x.length * weights.length);
      fillLogJoint(x, table);
      return x.map((_, i) => Array.from(table.subarray(i * weights.length, (i + 1) * weights.length)));
    },
  };
}
