import { logJoint } from "../models/model";
import { stopGradient } from "../tensors/math";
import * as tf from "../tensors/tf";
import { asBatch, type Bound, checkMonteCarlo } from "./elbo";

/** What is subtracted from the reward r = log p(x, z) − log q(z): nothing, a number, or the mean of the other draws. */
export type Baseline = "none" | "leave-one-out" | number;

/**
 * The ELBO with the score-function gradient of q, also called REINFORCE: (r(z) − β) ∇ log q(z), z ~ q, where no gradient
 * flows through the draws. Works for any q that can be sampled and evaluated, discrete ones too; noisy.
 * Unbiased, value and gradient, for any baseline β that does not depend on the draw that it is used for.
 * x [B, P], q of batch [B] → [B], nats. @throws as `elbo` does; with "leave-one-out", on fewer than two samples.
 * @see Williams (1992); Mnih and Rezende (2016), equation 10
 */
export function scoreFunction({ baseline = "none" }: { readonly baseline?: Baseline } = {}): Bound {
  if (typeof baseline === "number" && !Number.isFinite(baseline)) {
    throw new Error(`scoreFunction needs a finite baseline, got ${baseline}`);
  }
  return (model, q, x, mc) =>
    tf.tidy(() => {
      const data = asBatch("scoreFunction", x);
      checkMonteCarlo("scoreFunction", model, q, data, mc);
      const numSamples = mc.numSamples;
      if (baseline === "leave-one-out" && numSamples < 2) {
        throw new Error(`scoreFunction needs at least two samples for a leave-one-out baseline, got ${numSamples}`);
      }
      const z = stopGradient(q.sample(mc.key, numSamples)); // [K, B, ...]
      const logQ = q.logProb(z);
      // held, because the mean of the gradient of log q itself is zero, and would only add noise
      const heldLogQ = stopGradient(logQ);
      const reward = logJoint(model, data, z).sub(heldLogQ);
      const held = stopGradient(reward);
      const beta =
        baseline === "leave-one-out"
          ? held
              .sum(0, true)
              .sub(held)
              .div(numSamples - 1)
          : tf.scalar(baseline === "none" ? 0 : baseline);
      // a term of value zero that carries the gradient
      const score = held.sub(beta).mul(logQ.sub(heldLogQ));
      return reward.add(score).mean(0);
    });
}
