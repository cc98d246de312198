import { diagonalNormal } from "../distributions/families";
import { type Family, fromOutputs } from "../distributions/family";
import type { Network } from "../networks/mlp";
import type { Posterior } from "./posterior";

/**
 * A q whose φ an encoder f_λ reads off the datapoint: q_λ(z∣x) = q_φ(z) at φ = f_λ(x). Unless another family is given it
 * is a diagonal normal, N(μ(x), σ(x)²). encoder: x [B, P] → φ [B, F], the parts of φ in the family's order: the means
 * before the log scales. @throws unless the encoder has as many outputs as φ has numbers.
 */
export function amortized(encoder: Network, family?: Family): Posterior {
  return {
    params: encoder.params,
    given: ({ x }) => {
      const outputs = encoder.apply(x);
      if (family) return fromOutputs(family, outputs);
      const width = outputs.shape[outputs.rank - 1];
      if (width % 2 !== 0) throw new Error(`amortized needs an encoder with an even number of outputs, got ${width}`);
      return fromOutputs(diagonalNormal(width / 2), outputs);
    },
  };
}
