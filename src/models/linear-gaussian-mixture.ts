import { mixture } from "../distributions/mixture";
import { multivariateNormal } from "../distributions/multivariate-normal";
import { cholesky } from "../tensors/linear-algebra";
import { logSumExp } from "../tensors/math";
import { type GaussianMixtureParams, gaussianMixture } from "./gaussian-mixture";
import { type LinearLikelihoodParams, linearLikelihood } from "./linear-likelihood";
import type { LatentVariableModel } from "./model";

/** A linear model with a mixture prior, and its marginal and posterior in closed form. */
export interface LinearGaussianMixture extends LatentVariableModel {
  readonly latentDim: number;
  /** p(x) = Σ_c π_c N(Wm_c + b, WV_cWᵀ + σ²I), in closed form. */
  marginal(): GaussianMixtureParams;
  /** p(z∣x), a mixture again: each component is updated by x, and its weight is π_c times how well it explains x. */
  posterior(x: readonly number[]): GaussianMixtureParams;
}

/**
 * z ~ Σ_c π_c N(m_c, V_c), x∣z ~ N(Wz + b, σ²I): a real-valued latent whose posterior has several modes, and a marginal
 * and a posterior in closed form all the same. x [B, P], z [K, B, D].
 * @throws unless the prior is a mixture (see `gaussianMixture`) of D coordinates for the D columns of W, and σ is positive.
 */
export function linearGaussianMixture({
  prior,
  ...params
}: LinearLikelihoodParams & { readonly prior: GaussianMixtureParams }): LinearGaussianMixture {
  const { latentDim, likelihood, ...given } = linearLikelihood("linearGaussianMixture", params);
  const { weights, means, covariances } = gaussianMixture(prior);
  if (means[0].length !== latentDim) {
    throw new Error(
      `linearGaussianMixture needs a prior of ${latentDim} coordinates, one for each column of the weights, got ${means[0].length}`,
    );
  }
  const components = means.map((mean, c) => ({ mean, covariance: covariances[c] }));
  const factors = covariances.map((covariance) => cholesky(covariance));
  const explained = components.map((component) => given.marginal(component));
  const marginal = {
    weights,
    means: explained.map(({ mean }) => mean),
    covariances: explained.map(({ covariance }) => covariance),
  };
  const ofX = gaussianMixture(marginal);
  return {
    latentDim,
    prior: () => mixture(weights, multivariateNormal(means, factors)),
    likelihood,
    marginal: () => marginal,
    posterior: (x) => {
      const updated = components.map((component) => given.posterior(component, x));
      const [logJoint] = ofX.logJointTable([x]); // log π_c p_c(x)
      const logMarginal = logSumExp(logJoint);
      return {
        weights: logJoint.map((value) => Math.exp(value - logMarginal)),
        means: updated.map(({ mean }) => mean),
        covariances: updated.map(({ covariance }) => covariance),
      };
    },
  };
}
