import { logJoint } from "../models/model";
import * as tf from "../tensors/tf";
import { asBatch, type Bound, checkMonteCarlo, checkReparameterized } from "./elbo";

/**
 * The ELBO with the path gradient alone: log q(z) is evaluated with q's parameters held, so that their gradient flows
 * through the draws only. What is left out, E_q[∇ log q(z)], is zero on average.
 * Unbiased, value and gradient; at q = p(z∣x) the gradient with respect to q is zero for every draw, not just on average.
 * x [B, P], q of batch [B], reparameterized → [B], nats. @throws as `elbo` does, and where q carries no gradients.
 * @see Roeder, Wu and Duvenaud (2017), "Sticking the landing", equation 7
 */
export const stickTheLanding: Bound = (model, q, x, mc) =>
  tf.tidy(() => {
    const data = asBatch("stickTheLanding", x);
    checkMonteCarlo("stickTheLanding", model, q, data, mc);
    checkReparameterized("stickTheLanding", q);
    const z = q.sample(mc.key, mc.numSamples); // [K, B, ...]
    return logJoint(model, data, z).sub(q.detached().logProb(z)).mean(0);
  });
