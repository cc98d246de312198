import { uniform } from "../tensors/random";
import * as tf from "../tensors/tf";
import type { Distribution } from "./distribution";
import { FINITE, type Parameter, type ParameterSpec, parameter } from "./parameters";

/** A coin, or a batch of them, by its log odds. */
export interface Bernoulli extends Distribution {
  /** log p/(1 − p). */
  readonly logits: Parameter;
}

/**
 * x ∈ {0, 1} with p(x = 1) = σ(logits) = 1/(1 + exp(−logits)).
 * log p(x) = x · logits − softplus(logits), which is finite, with its gradient, for any logits; x may lie between 0 and 1.
 * A draw is 0 or 1 and carries no gradient. @throws where a logit is not finite.
 */
export function bernoulli(logits: ParameterSpec): Bernoulli {
  const l = parameter("bernoulli", "logits", logits, FINITE);
  return {
    name: "bernoulli",
    logits: l,
    batchShape: l.shape,
    eventShape: [],
    reparameterized: false,
    sample: (key, n) =>
      tf.tidy(() =>
        uniform(key, [n, ...l.shape])
          .less(l.tensor().sigmoid())
          .toFloat(),
      ),
    detached: () => bernoulli(l.detached()),
    // Σ x log p + (1 − x) log(1 − p) as a product of two matrices: no term is positive, so nothing cancels
    logProbOfPairs: (x) => {
      const at = l.tensor().reshape([-1, x.shape[1] as number]);
      const logs = tf.concat([at.neg().softplus(), at.softplus()], 1);
      return logs.matMul(tf.concat([x, tf.sub(1, x)], 1), false, true).neg();
    },
    logProb: (x) =>
      tf.tidy(() => {
        const at = l.tensor();
        return x.mul(at).sub(at.softplus());
      }),
  };
}
