import { splitKey, uniform } from "../tensors/random";
import * as tf from "../tensors/tf";
import type { Distribution } from "./distribution";
import { FINITE, type ParameterSpec, parameter } from "./parameters";

/**
 * P bits in order, each a logistic regression on those before it: p(x) = Π_p σ(l_p)^x_p (1 − σ(l_p))^(1 − x_p) with
 * l_p = b_p + Σ_{q<p} W_pq x_q. Its likelihood is a plain product, and nothing is latent. A draw carries no gradient.
 * weights [P, P], of which only what is below the diagonal is read; bias [...batch, P] → event [P].
 * @throws where the two disagree on P. @see Frey (1998), the fully visible sigmoid belief network
 */
export function autoregressive(weights: ParameterSpec, bias: ParameterSpec): Distribution {
  const w = parameter("autoregressive", "weights", weights, FINITE);
  const b = parameter("autoregressive", "bias", bias, FINITE);
  const size = b.shape[b.shape.length - 1];
  if (w.shape.join() !== `${size},${size}`) {
    throw new Error(`autoregressive needs weights [P, P] and bias [..., P], got [${w.shape}] and [${b.shape}]`);
  }
  const batchShape = b.shape.slice(0, -1);
  const below = Array.from({ length: size }, (_, p) => Array.from({ length: size }, (_, q) => (q < p ? 1 : 0)));
  const masked = () => w.tensor().mul(tf.tensor2d(below, [size, size]));
  return {
    name: "autoregressive",
    batchShape,
    eventShape: [size],
    reparameterized: false,
    sample: (key, n) =>
      tf.tidy(() => {
        const columns = masked();
        let logits = b.tensor().add(tf.zeros([n, ...b.shape]));
        const bits = splitKey(key, size).map((bitKey, p) => {
          const begin = [...logits.shape.map(() => 0).slice(1), p];
          const logit = logits.slice(begin, [...logits.shape.slice(0, -1), 1]);
          const bit = uniform(bitKey, logit.shape).less(logit.sigmoid()).toFloat();
          logits = logits.add(bit.mul(columns.slice([0, p], [size, 1]).squeeze([1])));
          return bit;
        });
        return tf.concat(bits, -1);
      }),
    detached: () => autoregressive(w.detached(), b.detached()),
    logProb: (x) =>
      tf.tidy(() => {
        const fromBefore = x.reshape([-1, size]).matMul(masked(), false, true).reshape(x.shape);
        const logits = b.tensor().add(fromBefore);
        return x.mul(logits).sub(logits.softplus()).sum(-1);
      }),
  };
}
