import { logSumExp, oneHot } from "../tensors/math";
import { uniform } from "../tensors/random";
import * as tf from "../tensors/tf";
import type { Distribution } from "./distribution";
import { LOG_WEIGHTS, type Parameter, type ParameterSpec, parameter } from "./parameters";

/** A choice among C values, or a batch of them, by its log weights. */
export interface Categorical extends Distribution {
  /** Unnormalised log probabilities. [...batch, C] */
  readonly logits: Parameter;
}

/**
 * A choice z among 0 … C − 1 with p(z) = exp(logits[z]) / Σ_c exp(logits[c]): `categorical(probs.map(Math.log))` for probabilities.
 * A draw is the place of the largest of logits + Gumbel noise; it is a whole number and carries no gradient.
 * logits [...batch, C]; a value is an index of dtype int32. @throws on a logit that is NaN or ∞, on no categories, and where none is possible.
 * @see Maddison, Tarlow and Minka (2014), "A* sampling", section 2 (the Gumbel-max trick)
 */
export function categorical(logits: ParameterSpec): Categorical {
  const weights = parameter("categorical", "logits", logits, LOG_WEIGHTS);
  if (weights.shape.length === 0) throw new Error("categorical needs logits for at least one category, got a number");
  checkPossible(logits);
  const batchShape = weights.shape.slice(0, -1);
  const numCategories = weights.shape[weights.shape.length - 1];
  return {
    name: "categorical",
    logits: weights,
    batchShape,
    eventShape: [],
    reparameterized: false,
    sample: (key, n) =>
      tf.tidy(() => {
        const gumbel = uniform(key, [n, ...weights.shape])
          .log()
          .neg()
          .log()
          .neg();
        return weights.tensor().add(gumbel).argMax(-1).toInt();
      }),
    detached: () => categorical(weights.detached()),
    logProb: (z) =>
      tf.tidy(() => {
        const raw = weights.tensor();
        const logProbs = raw.sub(logSumExp(raw, -1).expandDims(-1));
        // the largest over a mask rather than a gather, because gather has no gradient on wasm;
        // an index that is no category is chosen nowhere and gets log 0
        const chosen = oneHot(z, numCategories).toBool();
        return tf.where(chosen, logProbs, tf.fill(logProbs.shape, -Infinity)).max(-1);
      }),
  };
}

/** @throws where every logit of a row of numbers is −∞: nothing could be chosen. */
function checkPossible(logits: ParameterSpec): void {
  if (!Array.isArray(logits)) return;
  if (Array.isArray(logits[0])) for (const row of logits) checkPossible(row);
  else if (logits.every((value) => value === -Infinity)) {
    throw new Error("categorical needs a category that is possible, got -Infinity for every logit");
  }
}
