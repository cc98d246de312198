import { LOG_2PI } from "../tensors/math";
import { standardNormal } from "../tensors/random";
import { broadcastShapes } from "../tensors/shapes";
import * as tf from "../tensors/tf";
import type { Distribution } from "./distribution";
import { FINITE, type Parameter, type ParameterSpec, parameter } from "./parameters";

export interface MultivariateNormal extends Distribution {
  readonly loc: Parameter;
  readonly scaleTril: Parameter;
}

/**
 * N(μ, Σ) on ℝᴾ with a full covariance Σ = LLᵀ, given by its lower Cholesky factor `scaleTril` L (see `cholesky`).
 * log N(x; μ, Σ) = −½‖L⁻¹(x − μ)‖² − Σ_p log L_pp − ½ P log 2π. A draw is μ + Lε, so it carries gradients.
 * loc [...batch, P], scaleTril [...batch, P, P], of which only the lower triangle is read.
 * @throws where the two disagree on P, or a diagonal entry given as a number is not positive.
 */
export function multivariateNormal(loc: ParameterSpec, scaleTril: ParameterSpec): MultivariateNormal {
  const mu = parameter("multivariateNormal", "loc", loc, FINITE);
  const factor = parameter("multivariateNormal", "scaleTril", scaleTril, FINITE);
  const size = mu.shape[mu.shape.length - 1];
  if (factor.shape.slice(-2).join() !== `${size},${size}`) {
    throw new Error(
      `multivariateNormal needs loc [..., P] and scaleTril [..., P, P], got [${mu.shape}] and [${factor.shape}]`,
    );
  }
  const batchShape = broadcastShapes("multivariateNormal", mu.shape.slice(0, -1), factor.shape.slice(0, -2));
  const lower = Array.from({ length: size }, (_, p) => Array.from({ length: size }, (_, q) => (q <= p ? 1 : 0)));
  /** The columns of L, each [...batch, P] with zeros above the diagonal. */
  const columns = () => {
    // a mask rather than linalg.bandPart, whose gradient fails on a single matrix
    const mask = tf.tensor2d(lower, [size, size], "bool");
    const tril = tf.where(mask, factor.tensor(), tf.zeros([1]));
    return tf.unstack(tril, -1).map((column, p) => ({ column, diagonal: at(column, p) }));
  };
  return {
    name: "multivariateNormal",
    loc: mu,
    scaleTril: factor,
    batchShape,
    eventShape: [size],
    reparameterized: true,
    sample: (key, n) =>
      tf.tidy(() => {
        const epsilon = standardNormal(key, [n, ...batchShape, size]);
        return columns().reduce((x, { column }, p) => x.add(column.mul(at(epsilon, p))), mu.tensor());
      }),
    detached: () => multivariateNormal(mu.detached(), factor.detached()),
    logProb: (x) =>
      tf.tidy(() => {
        let rest: tf.Tensor = x.sub(mu.tensor());
        let result: tf.Tensor = tf.scalar((-size * LOG_2PI) / 2);
        // forward substitution: y = L⁻¹(x − μ), one coordinate at a time
        columns().forEach(({ column, diagonal }, p) => {
          const y = at(rest, p).div(diagonal);
          rest = rest.sub(column.mul(y));
          result = result.sub(y.square().div(2).add(diagonal.log()).squeeze([-1]));
        });
        return result;
      }),
  };
}

/** Entry p of the last axis, the axis kept. [..., P] → [..., 1] */
function at(x: tf.Tensor, p: number): tf.Tensor {
  return x.slice([...x.shape.map(() => 0).slice(1), p], [...x.shape.slice(0, -1), 1]);
}
