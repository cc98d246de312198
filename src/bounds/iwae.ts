import { logJoint } from "../models/model";
import { logSumExp } from "../tensors/math";
import * as tf from "../tensors/tf";
import { asBatch, type Bound, checkMonteCarlo } from "./elbo";

/**
 * The importance-weighted bound L_K = E[log (1/K) Σ_k w_k], w_k = p(x, z_k)/q(z_k), z_k ~ q: one draw of it for each datapoint.
 * L_1 is the ELBO; L_K rises with K to log p(x). Exact, whatever the draws, where q is the true posterior.
 * Unbiased for L_K, with its gradient if q is reparameterized.
 * x [B, P], q of batch [B] → [B], nats. @throws as `elbo` does. @see Burda, Grosse and Salakhutdinov (2016), equation 8
 */
export const iwaeBound: Bound = (model, q, x, mc) =>
  tf.tidy(() => {
    const data = asBatch("iwaeBound", x);
    checkMonteCarlo("iwaeBound", model, q, data, mc);
    const z = q.sample(mc.key, mc.numSamples); // [K, B, ...]
    const logWeights = logJoint(model, data, z).sub(q.logProb(z));
    return logSumExp(logWeights, 0).sub(Math.log(mc.numSamples));
  });
