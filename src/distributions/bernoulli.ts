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
    logProb: (x) =>
      tf.tidy(() => {
        const at = l.tensor();
        return x.mul(at).sub(at.softplus());
      }),
  };
}
