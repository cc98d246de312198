import { logSumExp, oneHot } from "../tensors/math";
import { splitKey } from "../tensors/random";
import * as tf from "../tensors/tf";
import { type Categorical, categorical } from "./categorical";
import type { Distribution } from "./distribution";
import { probabilities } from "./parameters";

/** A mixture, or a batch of them, by its weights and its components. */
export interface Mixture extends Distribution {
  readonly weights: Categorical;
  readonly components: Distribution;
}

/**
 * p(x) = Σ_c w_c p_c(x): choose a component c with probability w_c, then draw x from it.
 * weights: probabilities [C], or a categorical of batch [...batch]; components: a distribution of batch [...batch, C].
 * log p(x) = log Σ_c exp(log w_c + log p_c(x)). A draw carries no gradient, because the choice of c has none.
 * @throws where the probabilities do not sum to 1, or the numbers of weights and components differ.
 */
export function mixture(weights: readonly number[] | Categorical, components: Distribution): Mixture {
  const choice = "logits" in weights ? weights : categorical(probabilities("mixture", weights).map(Math.log));
  if (choice.logits.shape.join() !== components.batchShape.join()) {
    throw new Error(
      `mixture needs one weight for each component, got weights [${choice.logits.shape}] and components [${components.batchShape}]`,
    );
  }
  const eventAxes = components.eventShape.length;
  return {
    name: "mixture",
    weights: choice,
    components,
    batchShape: choice.batchShape,
    eventShape: components.eventShape,
    reparameterized: false,
    sample: (key, n) =>
      tf.tidy(() => {
        const [choiceKey, componentKey] = splitKey(key);
        const candidates = components.sample(componentKey, n); // [n, ...batch, C, ...event]
        const chosen = oneHot(choice.sample(choiceKey, n), components.batchShape.at(-1)!); // [n, ...batch, C]
        const mask = chosen.reshape([...chosen.shape, ...components.eventShape.map(() => 1)]).toBool();
        return tf.where(mask, candidates, tf.zerosLike(candidates)).sum(-1 - eventAxes);
      }),
    detached: () => mixture(categorical(choice.logits.detached()), components.detached()),
    logProb: (x) =>
      tf.tidy(() => {
        const logits = choice.logits.tensor();
        const logWeights = logits.sub(logSumExp(logits, -1).expandDims(-1));
        const logJoint = components.logProb(x.expandDims(-1 - eventAxes)).add(logWeights); // log w_c + log p_c(x)
        return logSumExp(logJoint, -1);
      }),
  };
}
