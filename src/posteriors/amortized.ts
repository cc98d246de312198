import { independent } from "../distributions/independent";
import { normal } from "../distributions/normal";
import type { Network } from "../networks/mlp";
import * as tf from "../tensors/tf";
import type { Posterior } from "./posterior";

/**
 * A diagonal normal whose φ = (μ, log σ) an encoder f_λ reads off the datapoint: q_λ(z∣x) = N(μ(x), σ(x)²).
 * encoder: x [B, P] → [B, 2D], the means before the log scales. @throws where its outputs are odd in number.
 */
export function amortized(encoder: Network): Posterior {
  return {
    params: encoder.params,
    given: ({ x }) => {
      const outputs = encoder.apply(x);
      const width = outputs.shape[outputs.rank - 1];
      if (width % 2 !== 0) throw new Error(`amortized needs an encoder with an even number of outputs, got ${width}`);
      const [loc, logScale] = tf.split(outputs, 2, -1);
      return independent(normal(loc, logScale.exp()));
    },
  };
}
