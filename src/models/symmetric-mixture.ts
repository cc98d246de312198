import { checkRows, type Rows } from "../tensors/shapes";
import { type GaussianMixture, gaussianMixture } from "./gaussian-mixture";

/**
 * ½ N(−θ, 1) + ½ N(θ, 1) on the line: a mixture with one parameter, whose log-likelihood is a curve over θ.
 * z = 0 is the component at −θ, z = 1 the one at θ. x [B][1]. @throws unless θ is a finite number.
 */
export function symmetricMixture(theta: number): GaussianMixture {
  if (!Number.isFinite(theta)) throw new Error(`symmetricMixture needs a finite theta, got ${theta}`);
  return gaussianMixture({ weights: [0.5, 0.5], means: [[-theta], [theta]], covariances: [[[1]], [[1]]] });
}

/**
 * The θ that makes completed data most likely: the mean of (r₁ − r₀) x, the M-step of EM. x [N][1], r [N][2] → θ.
 * @throws unless there are two weights for each datapoint of one number.
 */
export function symmetricMixtureFromCompleted(x: Rows, r: Rows): number {
  const [size, numComponents] = [
    checkRows("symmetricMixtureFromCompleted", x),
    checkRows("symmetricMixtureFromCompleted", r),
  ];
  if (size !== 1 || numComponents !== 2 || r.length !== x.length) {
    throw new Error(
      `symmetricMixtureFromCompleted needs x of N × 1 and r of N × 2, got ${x.length} × ${size} and ${r.length} × ${numComponents}`,
    );
  }
  return x.reduce((total, [value], i) => total + (r[i][1] - r[i][0]) * value, 0) / x.length;
}
