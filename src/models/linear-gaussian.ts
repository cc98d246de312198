import { categorical } from "../distributions/categorical";
import type { Distribution } from "../distributions/distribution";
import { independent } from "../distributions/independent";
import { mixture } from "../distributions/mixture";
import { multivariateNormal } from "../distributions/multivariate-normal";
import { normal } from "../distributions/normal";
import { cholesky } from "../tensors/linear-algebra";
import type { GaussianMixtureParams } from "./gaussian-mixture";
import { type LinearLikelihoodParams, linearLikelihood, type NormalNumbers } from "./linear-likelihood";
import type { LatentVariableModel } from "./model";

/** A linear-Gaussian model with its parameters, and its marginal and posterior in closed form. */
export interface LinearGaussian extends LatentVariableModel, LinearLikelihoodParams {
  readonly latentDim: number;
  /** p(x) = N(b, WWᵀ + σ²I), in closed form. */
  marginal(): NormalNumbers;
  /** p(z∣x) = N(MWᵀ(x − b)/σ², M) with M = (I + WᵀW/σ²)⁻¹, in closed form. */
  posterior(x: readonly number[]): NormalNumbers;
}

/**
 * z ~ N(0, I), x∣z ~ N(Wz + b, σ²I): the one model with real-valued latents whose marginal and posterior are normal too.
 * With W of D < P columns it is probabilistic PCA. x [B, P], z [K, B, D].
 * @throws unless W has a row for each entry of b, and σ is positive. @see Tipping and Bishop (1999), section 3
 */
export function linearGaussian(params: LinearLikelihoodParams): LinearGaussian {
  const { latentDim, likelihood, marginal, posterior } = linearLikelihood("linearGaussian", params);
  const zeros = Array<number>(latentDim).fill(0);
  const prior = { mean: zeros, covariance: zeros.map((_, i) => zeros.map((_, j) => (i === j ? 1 : 0))) };
  return {
    ...params,
    latentDim,
    prior: () => independent(normal(zeros, 1)),
    likelihood,
    marginal: () => marginal(prior),
    posterior: (x) => posterior(prior, x),
  };
}

/** A normal, or a mixture of them, of plain numbers as a distribution of tensors, with a batch of one datapoint. */
export function asDistribution(numbers: NormalNumbers | GaussianMixtureParams): Distribution {
  if ("weights" in numbers) {
    const factors = numbers.covariances.map((covariance) => cholesky(covariance));
    return mixture(
      categorical([numbers.weights.map((weight) => Math.log(weight))]),
      multivariateNormal([numbers.means], factors),
    );
  }
  return multivariateNormal([numbers.mean], [cholesky(numbers.covariance)]);
}
