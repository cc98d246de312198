import type { Distribution } from "../distributions/distribution";
import { asMultivariate } from "../distributions/kl-normals";
import { lowerTriangular } from "../distributions/lower-triangular";
import { type LatentVariableModel, logJoint } from "../models/model";
import { gaussHermite } from "../tensors/gauss-hermite";
import { LOG_2PI } from "../tensors/math";
import type { Rows } from "../tensors/shapes";
import * as tf from "../tensors/tf";
import { asBatch, checkPosterior } from "./elbo";

/**
 * ELBO = E_q log p(x, z) + H(q) for a normal q over one or two latent dimensions, E_q by Gauss and Hermite: at z = μ + Lε for
 * `nodes` places of ε along each axis, weighted; H(q) in closed form. No draws, no noise, and the gradient flows. As good as
 * log p(x, z) is smooth on the scale of q, which is seen by giving it more nodes; where q is narrow it needs far fewer points
 * than `elboOnGrid`, whose grid lies over the whole plane.
 * x [B, P], q of batch [B] over z [1] or [2] → [B], nats. @throws unless q is a normal, one for each datapoint.
 * @see Liu and Pierce (1994)
 */
export function elboByGaussHermite(
  model: LatentVariableModel,
  q: Distribution,
  x: tf.Tensor | Rows,
  { nodes = 8 }: { readonly nodes?: number } = {},
): tf.Tensor {
  return tf.tidy(() => {
    const data = asBatch("elboByGaussHermite", x);
    const normal = asMultivariate(q);
    if (!normal || normal.size > 2) {
      throw new Error(
        `elboByGaussHermite needs a normal q over one or two latent dimensions, got ${q.name} over [${q.eventShape}]`,
      );
    }
    checkPosterior("elboByGaussHermite", model, q, data);
    if (!Number.isInteger(nodes) || nodes < 1 || nodes > 64)
      throw new Error(`elboByGaussHermite needs a whole number of nodes from 1 to 64, got ${nodes}`);
    const { epsilon, weights } = productRule(normal.size, nodes);
    const l = lowerTriangular(normal.factor());
    const z = normal.loc().add(l.times(epsilon.add(tf.zeros([data.shape[0], normal.size])))); // [K, B, D]
    const expectedLogJoint = logJoint(model, data, z).mul(weights).sum(0);
    const entropy = l.logDeterminant().add((normal.size / 2) * (1 + LOG_2PI));
    return expectedLogJoint.add(entropy);
  });
}

/** The places [K, 1, D] and the weights [K, 1] of one axis, each with each of the other where there are two. */
function productRule(size: number, numNodes: number): { readonly epsilon: tf.Tensor; readonly weights: tf.Tensor } {
  const { nodes, weights } = gaussHermite(numNodes);
  if (size === 1)
    return { epsilon: tf.tensor3d(nodes.map((e) => [[e]])), weights: tf.tensor2d(weights.map((w) => [w])) };
  return {
    epsilon: tf.tensor3d(nodes.flatMap((e) => nodes.map((f) => [[e, f]]))),
    weights: tf.tensor2d(weights.flatMap((v) => weights.map((w) => [v * w]))),
  };
}
