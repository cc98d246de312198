import type { Distribution } from "../distributions/distribution";
import { type LatentVariableModel, logJoint } from "../models/model";
import type { Key } from "../tensors/random";
import * as tf from "../tensors/tf";

/** How a Monte Carlo estimate is drawn. */
export interface MonteCarlo {
  readonly key: Key;
  /** K, the number of draws for each datapoint. */
  readonly numSamples: number;
}

/** A lower bound on log p(x), to be maximised: nats, one number for each datapoint.  x [B, P], q of batch [B] → [B] */
export type Bound = (model: LatentVariableModel, q: Distribution, x: tf.Tensor, mc: MonteCarlo) => tf.Tensor;

/**
 * ELBO = E_q[log p(x, z) − log q(z)] ≤ log p(x), estimated by the mean of K draws z ~ q.
 * Unbiased; exact, whatever the draws, where q is the true posterior. The gradient with respect to the model's
 * parameters is unbiased; with respect to q's it needs a reparameterized q.
 * x [B, P], q of batch [B] or [] → [B], nats. @throws unless K is a whole number of at least 1.
 * @see Jordan et al. (1999), section 6; Kingma and Welling (2014), equation 2
 */
export const elbo: Bound = (model, q, x, { key, numSamples }) => {
  if (!Number.isInteger(numSamples) || numSamples < 1) {
    throw new Error(`elbo needs a whole number of samples of at least 1, got ${numSamples}`);
  }
  return tf.tidy(() => {
    const z = q.sample(key, numSamples);
    return logJoint(model, x, z).sub(q.logProb(z)).mean(0);
  });
};
