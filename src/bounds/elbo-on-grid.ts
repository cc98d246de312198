import type { Distribution } from "../distributions/distribution";
import { checkGrid, type Grid, gridPoints } from "../marginals/on-grid";
import { type LatentVariableModel, logJoint } from "../models/model";
import { logSumExp } from "../tensors/math";
import type { Rows } from "../tensors/shapes";
import * as tf from "../tensors/tf";
import { asBatch, checkPosterior } from "./elbo";

/**
 * ELBO = ∫ q(z) (log p(x, z) − log q(z)) dz, added up over the points of a grid: no draws, no noise, and the gradient flows
 * through the densities, so that q need not be reparameterized: a mixture will do. At the points q is made to add up to
 * one, so that the sum is below the grid's own log p(x) whatever q is; else a q that escapes between the points, or out of
 * the grid, would be rewarded. As good as the grid is fine; `elboByQuadrature` refines it until that is good enough.
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
    checkPosterior("elboOnGrid", model, q, data);
    checkGrid("elboOnGrid", { radius, nodes });
    const { z, cell } = gridPoints(latentDim, radius, nodes);
    const density = q.logProb(z); // [G^D, B]
    const logQ = density.sub(logSumExp(density, 0));
    return logQ
      .exp()
      .mul(logJoint(model, data, z).add(Math.log(cell)).sub(logQ))
      .sum(0);
  });
}
