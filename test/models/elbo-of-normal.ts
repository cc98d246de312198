import { logNormalDensity } from "../../src/distributions/log-normal-density";
import { logMarginalExact } from "../../src/marginals/exact";
import type { LinearGaussianMixture } from "../../src/models/linear-gaussian-mixture";
import { integrate } from "../../src/tensors/integrate";

/** (μ, σ) ↦ the exact bound of one normal, in float64: log p(x) less the KL to a posterior that is a mixture on a line. */
export function elboOfNormal(model: LinearGaussianMixture, x: number) {
  const [logMarginal] = logMarginalExact(model, [[x]]);
  const { weights, means, covariances } = model.posterior([x]);
  const density = (z: number, c: number) => Math.exp(logNormalDensity(z, means[c][0], Math.sqrt(covariances[c][0][0])));
  const logPosterior = (z: number) => Math.log(weights.reduce((total, w, c) => total + w * density(z, c), 0));
  return (mu: number, sigma: number) => {
    const term = (z: number) => {
      const logQ = logNormalDensity(z, mu, sigma);
      return Math.exp(logQ) * (logQ - logPosterior(z));
    };
    return logMarginal - integrate(term, { from: mu - 10 * sigma, to: mu + 10 * sigma, tolerance: 1e-12 }).value;
  };
}
