import { uniform } from "../tensors/random";
import * as tf from "../tensors/tf";
import type { Distribution } from "./distribution";
import { FINITE, type Parameter, type ParameterSpec, parameter } from "./parameters";
import { oneTemperature } from "./temperature";

/** A relaxed Bernoulli, or a batch of them, by log odds and temperature. */
export interface RelaxedBernoulli extends Distribution {
  readonly logits: Parameter;
  /** τ. */
  readonly temperature: Parameter;
}

/**
 * The binary Gumbel-softmax, or concrete, distribution on (0, 1): y = σ((l + ε)/τ) with logistic noise ε. As τ → 0 a draw
 * becomes that of `bernoulli(l)`; for any τ > 0 it carries gradients, those of another problem. With u = logit y,
 * log p(y) = log τ + l − τu − 2 softplus(l − τu) − log y(1 − y).
 * A y nearer to 0 than 2⁻¹²⁶, or to 1 than 2⁻²⁴, where float32 ends, counts as at that distance: below τ = ½ that is a
 * share of a q's own draws, a sixth of them at τ = 0.1 and l = 0, and an estimate from them is off.
 * `logits` l and one `temperature` τ for all. @throws unless the temperature is positive.
 * @see Maddison, Mnih and Teh (2017), section 3; Jang, Gu and Poole (2017)
 */
export function relaxedBernoulli(logits: ParameterSpec, temperature: ParameterSpec): RelaxedBernoulli {
  const l = parameter("relaxedBernoulli", "logits", logits, FINITE);
  const tau = oneTemperature("relaxedBernoulli", temperature);
  return {
    name: "relaxed bernoulli",
    logits: l,
    temperature: tau,
    batchShape: l.shape,
    eventShape: [],
    reparameterized: true,
    sample: (key, n) =>
      tf.tidy(() => {
        const u = uniform(key, [n, ...l.shape]);
        const noise = u.log().sub(u.neg().log1p());
        return l.tensor().add(noise).div(tau.tensor()).sigmoid();
      }),
    detached: () => relaxedBernoulli(l.detached(), tau.detached()),
    logProb: (y) =>
      tf.tidy(() => {
        // float32 rounds a draw near an end to the end, where the density is not finite
        const inside = y.clipByValue(LEAST, MOST);
        const [logY, logRest] = [inside.log(), inside.neg().log1p()];
        const t = tau.tensor();
        const moved = l.tensor().sub(logY.sub(logRest).mul(t));
        return moved.sub(moved.softplus().mul(2)).add(t.log()).sub(logY).sub(logRest);
      }),
  };
}

/** The ends of what float32 tells from 0 and from 1. */
const [LEAST, MOST] = [2 ** -126, 1 - 2 ** -24];
