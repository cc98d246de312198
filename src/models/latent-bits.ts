import { probabilities } from "../distributions/parameters";
import { checkRows, type Rows } from "../tensors/shapes";
import { bitsModel, type LatentBitsModel } from "./missing-bits";

/**
 * z of D independent bits, p(z_d = 1) = prior[d], then x of P bits with p(x_p = 1∣z) = σ(b_p + Σ_d W_pd z_d).
 * prior [D], weights [P][D], bias [P]; x [B][P], of zeros and ones. z [K, B, D].
 * @throws unless the sizes fit, D is at most 24, and every prior probability is between 0 and 1, the ends excluded.
 */
export function latentBits({
  prior,
  weights,
  bias,
}: {
  readonly prior: readonly number[];
  readonly weights: Rows;
  readonly bias: readonly number[];
}): LatentBitsModel {
  const [numBits, size] = [prior.length, weights.length];
  if (checkRows("latentBits", weights) !== numBits || bias.length !== size) {
    throw new Error(
      `latentBits needs weights of ${bias.length} × ${numBits}, a row for each bias and a column for each latent bit, got ${size} × ${weights[0].length}`,
    );
  }
  const logOdds = prior.map((p) => {
    probabilities("latentBits", [p, 1 - p]);
    if (p === 0 || p === 1) throw new Error(`latentBits needs prior probabilities between 0 and 1, got ${p}`);
    return Math.log(p / (1 - p));
  });
  // no bit depends on another of its kind
  const zeros = Array<number>(numBits + size).fill(0);
  return bitsModel("latentBits", {
    weights: [...prior.map(() => zeros), ...weights.map((row) => [...row, ...zeros.slice(numBits)])],
    bias: [...logOdds, ...bias],
    numMissing: numBits,
  });
}
