import * as tf from "../tensors/tf";
import type { Distribution } from "./distribution";
import { logProbOfPairs } from "./pairs";

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
    logProbOfPairs: undefined,
    logProb: (x) => tf.tidy(() => (numAxes === 1 && logProbOfPairs(base, x)) || base.logProb(x).sum(summed)),
  };
}
