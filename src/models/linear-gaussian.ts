import { independent } from "../distributions/independent";
import { multivariateNormal } from "../distributions/multivariate-normal";
import { normal } from "../distributions/normal";
import { cholesky, inverse, multiply, transpose } from "../tensors/linear-algebra";
import { checkRows, type Rows } from "../tensors/shapes";
import * as tf from "../tensors/tf";
import type { LatentVariableModel } from "./model";

/** θ of a linear-Gaussian model: plain numbers in float64. */
export interface LinearGaussianParams {
  /** W, from latent to datapoint. [P][D] */
  readonly weights: Rows;
  /** b. [P] */
  readonly bias: readonly number[];
  /** σ, one for every coordinate of x. */
  readonly scale: number;
}

/** A normal distribution as plain numbers. */
export interface NormalNumbers {
  readonly mean: readonly number[];
  readonly covariance: Rows;
}

export interface LinearGaussian extends LatentVariableModel, LinearGaussianParams {
  readonly latentDim: number;
  /** p(x) = N(b, WWᵀ + σ²I), in closed form. */
  marginal(): NormalNumbers;
  /** p(z∣x) = N(MWᵀ(x − b)/σ², M) with M = (I + WᵀW/σ²)⁻¹, in closed form. */
  posterior(x: readonly number[]): NormalNumbers;
}

/**
 * z ~ N(0, I), x∣z ~ N(Wz + b, σ²I): the one model with real-valued latents whose marginal and posterior are normal too.
 * With W of D < P columns it is probabilistic PCA.
 * @throws unless W has a row for each entry of b, and σ is positive. @see Tipping and Bishop (1999), section 3
 */
export function linearGaussian({ weights, bias, scale }: LinearGaussianParams): LinearGaussian {
  const latentDim = checkRows("linearGaussian", weights);
  if (bias.length !== weights.length) {
    throw new Error(`linearGaussian needs a row of weights for each bias, got ${weights.length} for ${bias.length}`);
  }
  if (!(scale > 0 && scale < Infinity)) throw new Error(`linearGaussian needs a positive scale, got ${scale}`);
  const w = weights.map((row) => [...row]);
  const wT = transpose(w);
  const precision = multiply(wT, w).map((row, i) => row.map((v, j) => v / scale ** 2 + (i === j ? 1 : 0)));
  const posteriorCovariance = inverse(precision);
  return {
    weights,
    bias,
    scale,
    latentDim,
    prior: () => independent(normal(Array(latentDim).fill(0), 1)),
    likelihood: (z) => {
      const mean = tf.tidy(() =>
        z
          .reshape([-1, latentDim])
          .matMul(tf.tensor2d(wT))
          .add(tf.tensor1d([...bias]))
          .reshape([...z.shape.slice(0, -1), bias.length]),
      );
      return independent(normal(mean, scale));
    },
    marginal: () => ({
      mean: bias,
      covariance: multiply(w, wT).map((row, i) => row.map((v, j) => v + (i === j ? scale ** 2 : 0))),
    }),
    posterior: (x) => {
      if (x.length !== bias.length)
        throw new Error(`linearGaussian needs x of ${bias.length} numbers, got ${x.length}`);
      const centered = x.map((value, p) => [(value - bias[p]) / scale ** 2]);
      return {
        mean: multiply(posteriorCovariance, multiply(wT, centered)).map(([value]) => value),
        covariance: posteriorCovariance,
      };
    },
  };
}

/** A normal of plain numbers as a distribution of tensors, with a batch of one datapoint. */
export function asDistribution({ mean, covariance }: NormalNumbers) {
  return multivariateNormal([mean], [cholesky(covariance)]);
}
