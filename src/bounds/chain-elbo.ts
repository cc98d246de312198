import { type DiffusionChain, momentsOf } from "../models/diffusion-chain";
import { gaussianMixture } from "../models/gaussian-mixture";
import { integrate } from "../tensors/integrate";
import { LOG_2PI, logSumExp } from "../tensors/math";

/**
 * The ELBO of a chain, averaged over its data: E log p(x_T) + Σ_t E log p(x_{t−1}∣x_t) + Σ_t H(q(x_t∣x_{t−1})). Because
 * p's steps have the mean and variance of q's reversal, E log p(x_{t−1}∣x_t) = −½ E log 2πe s_t(x_t)², an integral over
 * q(x_t) that is done in float64. Nats.
 */
export function chainElbo(chain: DiffusionChain): number {
  const { mean, variance } = momentsOf(chain.noised(chain.numSteps));
  let total = -(LOG_2PI + variance + mean ** 2) / 2;
  for (let t = 1; t <= chain.numSteps; t++) {
    const noised = gaussianMixture(chain.noised(t));
    const reach = Math.max(...noised.means.map(([m], c) => Math.abs(m) + 9 * Math.sqrt(noised.covariances[c][0][0])));
    const expectedLogScale = integrate(
      (x) => Math.exp(logSumExp(noised.logJointTable([[x]])[0])) * Math.log(chain.reverse(t, x).scale),
      { from: -reach, to: reach, tolerance: 1e-9 },
    ).value;
    const logNoise = Math.log(1 - chain.alphaBar[t] / chain.alphaBar[t - 1]) / 2;
    total += logNoise - expectedLogScale; // ½ log 2πe of the one cancels that of the other
  }
  return total;
}
