import { logFactorial, logSumExp } from "../tensors/math";
import { uniform } from "../tensors/random";
import * as tf from "../tensors/tf";
import type { Distribution } from "./distribution";
import { FINITE, type Parameter, type ParameterSpec, parameter } from "./parameters";
import { oneTemperature } from "./temperature";

/** A relaxed categorical, or a batch of them, by log weights and temperature. */
export interface RelaxedCategorical extends Distribution {
  /** [...batch, C] */
  readonly logits: Parameter;
  /** τ. */
  readonly temperature: Parameter;
}

/**
 * The Gumbel-softmax, or concrete, distribution on the simplex: y = softmax((l + g)/τ) with Gumbel noise g. As τ → 0 a
 * draw becomes the one-hot row of a draw of `categorical(l)`; for any τ > 0 it carries gradients, those of another problem.
 * log p(y) = log (C − 1)! + (C − 1) log τ + Σ_c (l_c − (τ + 1) log y_c) − C log Σ_c exp(l_c − τ log y_c).
 * logits [...batch, C], one temperature → event [C]. @throws unless there are two categories and the temperature is positive.
 * @see Maddison, Mnih and Teh (2017), equation 10; Jang, Gu and Poole (2017)
 */
export function relaxedCategorical(logits: ParameterSpec, temperature: ParameterSpec): RelaxedCategorical {
  const l = parameter("relaxedCategorical", "logits", logits, FINITE);
  const tau = oneTemperature("relaxedCategorical", temperature);
  const numCategories = l.shape[l.shape.length - 1] ?? 0;
  if (numCategories < 2) {
    throw new Error(`relaxedCategorical needs logits of at least two categories, got shape [${l.shape}]`);
  }
  return {
    name: "relaxed categorical",
    logits: l,
    temperature: tau,
    batchShape: l.shape.slice(0, -1),
    eventShape: [numCategories],
    reparameterized: true,
    sample: (key, n) =>
      tf.tidy(() => {
        const gumbel = uniform(key, [n, ...l.shape])
          .log()
          .neg()
          .log()
          .neg();
        return l.tensor().add(gumbel).div(tau.tensor()).softmax();
      }),
    detached: () => relaxedCategorical(l.detached(), tau.detached()),
    logProb: (y) =>
      tf.tidy(() => {
        const logY = y.clipByValue(1e-30, 1).log();
        const t = tau.tensor();
        const scores = l.tensor().sub(logY.mul(t)); // l_c − τ log y_c
        return scores
          .sub(logY)
          .sum(-1)
          .sub(logSumExp(scores, -1).mul(numCategories))
          .add(t.log().mul(numCategories - 1))
          .add(logFactorial(tf.scalar(numCategories - 1)));
      }),
  };
}
