import { eigenSymmetric } from "../tensors/eigen";
import { transpose } from "../tensors/linear-algebra";
import { checkRows, type Rows } from "../tensors/shapes";
import { type LinearGaussian, linearGaussian } from "./linear-gaussian";

/**
 * Probabilistic PCA: the linear-Gaussian model that makes data of this mean and covariance S most likely. With eigenpairs
 * λ_d, u_d of S, W has the columns √(λ_d − σ²) u_d, and σ² is the mean of the eigenvalues that are left out. Where σ is
 * given, a direction whose λ_d is below σ² collapses: its column is zero. A linear VAE has the same optimum.
 * mean [P], covariance [P][P]. @throws unless 1 ≤ D < P (D ≤ P where σ is given), S is symmetric, and σ comes out positive.
 * @see Tipping and Bishop (1999), equations 7 and 8; Lucas et al. (2019), theorem 1
 */
export function ppca({
  mean,
  covariance,
  latentDim,
  scale,
}: {
  readonly mean: readonly number[];
  readonly covariance: Rows;
  readonly latentDim: number;
  /** σ, where it is not to be fitted. */
  readonly scale?: number;
}): LinearGaussian {
  const size = checkRows("ppca", covariance);
  if (mean.length !== size) throw new Error(`ppca needs a mean of ${size} numbers, got ${mean.length}`);
  const most = scale === undefined ? size - 1 : size;
  if (!Number.isInteger(latentDim) || latentDim < 1 || latentDim > most) {
    throw new Error(`ppca needs from 1 to ${most} latent dimensions, got ${latentDim}`);
  }
  const pairs = eigenSymmetric(covariance);
  const left = pairs.slice(latentDim);
  const sigma = scale ?? Math.sqrt(left.reduce((total, { value }) => total + value, 0) / left.length);
  if (!(sigma > 0)) throw new Error(`ppca needs noise in the directions that it leaves out, got a scale of ${sigma}`);
  const columns = pairs.slice(0, latentDim).map(({ value, vector }) => {
    const length = Math.sqrt(Math.max(0, value - sigma ** 2));
    return vector.map((entry) => length * entry);
  });
  return linearGaussian({ weights: transpose(columns), bias: mean, scale: sigma });
}
