import { stopGradient } from "../tensors/math";
import { splitKey } from "../tensors/random";
import * as tf from "../tensors/tf";
import type { Distribution } from "./distribution";

/**
 * Two layers of latents, z = (z₂, z₁): z₂ ~ `top`, then z₁ ~ below(z₂), and log p(z) = log p(z₂) + log p(z₁∣z₂). As a prior
 * it makes a hierarchical VAE, whose p(x∣z₁) may look at z₁ alone; as a q it is autoregressive.
 * top: of event [E]; below: z₂ [n, ...batch, E] → a distribution of batch [n, ...batch] and event [F] → event [E + F].
 * A draw carries gradients where those of both layers do. @throws unless the events are rows of numbers.
 */
export function stacked(top: Distribution, below: (z: tf.Tensor) => Distribution): Distribution {
  if (top.eventShape.length !== 1) {
    throw new Error(`stacked needs a top layer over rows of numbers, got one over [${top.eventShape}]`);
  }
  const [topSize] = top.eventShape;
  const like = shapeOf(() => below(tf.zeros([1, ...top.batchShape, topSize])));
  if (like.eventShape.length !== 1) {
    throw new Error(`stacked needs a layer below over rows of numbers, got one over [${like.eventShape}]`);
  }
  const size = topSize + like.eventShape[0];
  const over = (
    upper: Distribution,
    logProbBelow: (first: tf.Tensor, second: tf.Tensor) => tf.Tensor,
    detached: () => Distribution,
  ): Distribution => ({
    name: `${like.name} on ${top.name}`,
    batchShape: top.batchShape,
    eventShape: [size],
    reparameterized: top.reparameterized && like.reparameterized,
    sample: (key, n) =>
      tf.tidy(() => {
        const [topKey, belowKey] = splitKey(key);
        const z = top.sample(topKey, n);
        return tf.concat([z, below(z).sample(belowKey, 1).squeeze([0])], -1);
      }),
    detached,
    logProb: (z) =>
      tf.tidy(() => {
        if (z.shape[z.rank - 1] !== size) throw new Error(`stacked needs z of ${size} numbers, got shape [${z.shape}]`);
        const [first, second] = tf.split(z, [topSize, size - topSize], -1);
        return upper.logProb(first).add(logProbBelow(first, second));
      }),
  });
  const logProbBelow = (first: tf.Tensor, second: tf.Tensor) => below(first).logProb(second);
  // z₂ still moves the density of z₁: only the parameters are held
  const held = (): Distribution => over(top.detached(), withoutParameters(logProbBelow), held);
  return over(top, logProbBelow, held);
}

/** f(a, b), through which gradients flow to a and b alone: those to all else that f looks at are taken off again. */
function withoutParameters(f: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): typeof f {
  return (a, b) => {
    const toAllElse = f(stopGradient(a), stopGradient(b));
    return f(a, b).sub(toAllElse).add(stopGradient(toAllElse));
  };
}

/** What does not depend on the numbers of a distribution, whose tensors are let go. */
function shapeOf(make: () => Distribution): Pick<Distribution, "name" | "eventShape" | "reparameterized"> {
  let made: Distribution | undefined;
  tf.tidy(() => {
    made = make();
  });
  return made as Distribution;
}
