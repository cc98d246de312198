import * as tf from "../tensors/tf";
import type { Bernoulli } from "./bernoulli";
import type { Distribution } from "./distribution";

export interface Independent extends Distribution {
  readonly base: Distribution;
  readonly numAxes: number;
}

/**
 * The last `numAxes` axes of the batch, taken as one event of independent coordinates: log p(x) = Σ_p log p_p(x_p).
 * `independent(normal(loc, scale))` is a normal with a diagonal covariance.
 * [...batch, P] × event [] → [...batch] × event [P]. @throws unless the batch has that many axes.
 */
export function independent(base: Distribution, numAxes = 1): Independent {
  const rank = base.batchShape.length;
  if (!Number.isInteger(numAxes) || numAxes < 1 || numAxes > rank) {
    throw new Error(`independent needs from 1 to ${rank} axes of batch shape [${base.batchShape}], got ${numAxes}`);
  }
  const summed = Array.from({ length: numAxes }, (_, i) => -1 - i);
  return {
    ...base,
    base,
    numAxes,
    name: `independent ${base.name}`,
    batchShape: base.batchShape.slice(0, rank - numAxes),
    eventShape: [...base.batchShape.slice(rank - numAxes), ...base.eventShape],
    detached: () => independent(base.detached(), numAxes),
    logProb: (x) => (arePairsOfBits(base, x) ? logProbOfPairs(base, x) : sumAxes(base.logProb(x), summed)),
  };
}

function sumAxes(logProbs: ReturnType<Distribution["logProb"]>, axes: number[]) {
  const total = logProbs.sum(axes);
  logProbs.dispose();
  return total;
}

/** Whether many rows of bits meet many rows of coins, each with each: x [B, P] and logits [G, 1, P]. */
function arePairsOfBits(base: Distribution, x: tf.Tensor): base is Bernoulli {
  const [, one, size] = base.batchShape;
  return base.name === "bernoulli" && base.batchShape.length === 3 && one === 1 && x.rank === 2 && x.shape[1] === size;
}

/** Σ_p x_p·logits_p − Σ_p softplus(logits_p): a product of two matrices, without the G·B·P terms one by one. → [G, B] */
function logProbOfPairs({ logits }: Bernoulli, x: tf.Tensor): tf.Tensor {
  return tf.tidy(() => {
    const rows = logits.tensor().squeeze([1]); // [G, P]
    return rows.matMul(x, false, true).sub(rows.softplus().sum(-1, true));
  });
}
