import { logJoint } from "../models/model";
import { logSumExp, scaleGradient } from "../tensors/math";
import * as tf from "../tensors/tf";
import { asBatch, type Bound, checkMonteCarlo, checkReparameterized } from "./elbo";

/**
 * The importance-weighted bound with the doubly reparameterised gradient of q: Σ_k w̃_k² ∂log w_k/∂z_k ∂z_k/∂φ, where
 * w̃ are the normalised weights. Its signal does not drown as K grows. The gradient of the model is the usual Σ_k w̃_k ∇log w_k.
 * Unbiased for L_K, value and gradient. x [B, P], q of batch [B], reparameterized → [B], nats.
 * @throws as `elbo` does, and where q carries no gradients. @see Tucker et al. (2019), equation 6
 */
export const doublyReparameterized: Bound = (model, q, x, mc) =>
  tf.tidy(() => {
    const data = asBatch("doublyReparameterized", x);
    checkMonteCarlo("doublyReparameterized", model, q, data, mc);
    checkReparameterized("doublyReparameterized", q);
    const held = q.detached();
    const logWeights = (z: tf.Tensor) => logJoint(model, data, z).sub(held.logProb(z)); // [K, B]
    const normalized = (z: tf.Tensor) => {
      const logs = logWeights(z);
      const shape = [...logs.shape, ...q.eventShape.map(() => 1)];
      return logs.sub(logSumExp(logs, 0)).exp().reshape(shape); // w̃
    };
    const z = scaleGradient(q.sample(mc.key, mc.numSamples), normalized);
    return logSumExp(logWeights(z), 0).sub(Math.log(mc.numSamples));
  });
