import { kl } from "../distributions/kl";
import { logLikelihood } from "../models/model";
import * as tf from "../tensors/tf";
import { asBatch, type Bound, checkMonteCarlo } from "./elbo";

/**
 * ELBO = E_q[log p(x∣z)] − KL(q ∥ p(z)): the reconstruction term by K draws z ~ q, the KL in closed form.
 * The same bound as `elbo`, often with less noise; unlike it, not exact from single draws at the true posterior.
 * Unbiased, with its gradient if q is reparameterized. Needs a q and a prior whose KL has a closed form (see `kl`).
 * x [B, P], q of batch [B] → [B], nats. @throws as `elbo` and `kl` do. @see Kingma and Welling (2014), equation 7
 */
export const elboClosedFormKl: Bound = (model, q, x, mc) =>
  tf.tidy(() => {
    const data = asBatch("elboClosedFormKl", x);
    checkMonteCarlo("elboClosedFormKl", model, q, data, mc);
    const z = q.sample(mc.key, mc.numSamples); // [K, B, ...]
    const reconstruction = logLikelihood("elboClosedFormKl", model, data, z).mean(0);
    return reconstruction.sub(kl(q, model.prior()));
  });
