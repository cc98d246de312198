import type { Distribution } from "../distributions/distribution";
import { type LatentVariableModel, logJoint } from "../models/model";
import { linspace } from "../tensors/numbers";
import type { Rows } from "../tensors/shapes";
import * as tf from "../tensors/tf";
import { asBatch } from "./elbo";

/** A grid over one or two latent dimensions. */
export interface Grid {
  /** It covers [−r, r] along each axis. */
  readonly radius?: number;
  /** G, the points along each axis. */
  readonly nodes?: number;
}

/**
 * ELBO = ∫ q(z) (log p(x, z) − log q(z)) dz by the trapezoid rule on a grid: no draws, no noise, and the gradient flows
 * through the densities, so that q need not be reparameterized: a mixture will do. As good as the grid: q must fit into it
 * with a standard deviation of two spacings at least, which is for the caller to see to; `elboByQuadrature` sees to it itself.
 * x [B, P], q of batch [B] over z [1] or [2] → [B], nats.
 * @throws unless q has one distribution over one or two latent dimensions for each datapoint.
 */
export function elboOnGrid(
  model: LatentVariableModel,
  q: Distribution,
  x: tf.Tensor | Rows,
  { radius = 10, nodes = 513 }: Grid = {},
): tf.Tensor {
  return tf.tidy(() => {
    const data = asBatch("elboOnGrid", x);
    const [latentDim] = q.eventShape;
    if (q.eventShape.length !== 1 || latentDim > 2) {
      throw new Error(`elboOnGrid needs a q over one or two latent dimensions, got one over [${q.eventShape}]`);
    }
    if (q.batchShape.length !== 1 || q.batchShape[0] !== data.shape[0]) {
      throw new Error(
        `elboOnGrid needs a q of batch [${data.shape[0]}], one for each datapoint, got [${q.batchShape}]`,
      );
    }
    if (!(radius > 0 && radius < Infinity)) throw new Error(`elboOnGrid needs a positive radius, got ${radius}`);
    const { z, cell } = gridPoints(latentDim, radius, nodes);
    const logQ = q.logProb(z);
    const terms = logQ.exp().mul(logJoint(model, data, z).sub(logQ));
    return terms.sum(0).mul(cell);
  });
}

/** The points of a grid, [G^D, 1, D], and the volume around each. */
export function gridPoints(latentDim: number, radius: number, nodes: number): { z: tf.Tensor; cell: number } {
  const axis = linspace(-radius, radius, nodes);
  const points = latentDim === 1 ? axis.map((a) => [a]) : axis.flatMap((a) => axis.map((b) => [a, b]));
  return { z: tf.tensor3d(points.map((point) => [point])), cell: (axis[1] - axis[0]) ** latentDim };
}
