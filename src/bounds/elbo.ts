import type { Distribution } from "../distributions/distribution";
import { type LatentVariableModel, logJoint } from "../models/model";
import type { Key } from "../tensors/random";
import { checkRows, type Rows } from "../tensors/shapes";
import * as tf from "../tensors/tf";

/** How a Monte Carlo estimate is drawn. */
export interface MonteCarlo {
  readonly key: Key;
  /** K, the number of draws for each datapoint. */
  readonly numSamples: number;
}

/** A lower bound on log p(x), to be maximised: nats, one number for each datapoint.  x [B, P], q of batch [B] → [B] */
export type Bound = (model: LatentVariableModel, q: Distribution, x: tf.Tensor | Rows, mc: MonteCarlo) => tf.Tensor;

/**
 * ELBO = E_q[log p(x, z) − log q(z)] ≤ log p(x), estimated by the mean of K draws z ~ q.
 * Unbiased; exact, whatever the draws, where q is the true posterior. The gradient with respect to the model's
 * parameters is unbiased; with respect to q's it needs a reparameterized q.
 * x [B, P], q of batch [B] → [B], nats. @throws unless q has one distribution for each datapoint, and K is at least 1.
 * @see Jordan et al. (1999), section 6; Kingma and Welling (2014), equation 2
 */
export const elbo: Bound = (model, q, x, mc) =>
  tf.tidy(() => {
    const data = asBatch("elbo", x);
    checkMonteCarlo("elbo", model, q, data, mc);
    const z = q.sample(mc.key, mc.numSamples); // [K, B, ...]
    return logJoint(model, data, z).sub(q.logProb(z)).mean(0);
  });

/** Datapoints as a tensor. @throws unless they have the shape [B, P] and are float32. */
export function asBatch(who: string, x: tf.Tensor | Rows): tf.Tensor {
  if (!(x instanceof tf.Tensor)) {
    checkRows(who, x);
    return tf.tensor2d(x.map((row) => [...row]));
  }
  if (x.rank !== 2 || x.size === 0) throw new Error(`${who} needs x of shape [B, P], got [${x.shape}]`);
  if (x.dtype !== "float32") throw new Error(`${who} needs x of float32, got ${x.dtype}`);
  return x;
}

/** @throws unless K is a whole number of at least 1, and as `checkPosterior`. */
export function checkMonteCarlo(
  who: string,
  model: LatentVariableModel,
  q: Distribution,
  x: tf.Tensor,
  { numSamples }: MonteCarlo,
): void {
  if (!Number.isInteger(numSamples) || numSamples < 1) {
    throw new Error(`${who} needs a whole number of samples of at least 1, got ${numSamples}`);
  }
  checkPosterior(who, model, q, x);
}

/** @throws unless q has one distribution for each datapoint, over what the prior is over. */
export function checkPosterior(who: string, model: LatentVariableModel, q: Distribution, x: tf.Tensor): void {
  if (q.batchShape.length !== 1 || q.batchShape[0] !== x.shape[0]) {
    throw new Error(`${who} needs a q of batch [${x.shape[0]}], one for each datapoint, got [${q.batchShape}]`);
  }
  const { eventShape } = model.prior();
  if (q.eventShape.join() !== eventShape.join()) {
    throw new Error(`${who} needs a q over [${eventShape}] as the prior is, got one over [${q.eventShape}]`);
  }
}

/** @throws where a draw of q carries no gradient to its parameters. */
export function checkReparameterized(who: string, q: Distribution): void {
  if (!q.reparameterized) throw new Error(`${who} needs a reparameterized q, got ${q.name}: use scoreFunction`);
}
