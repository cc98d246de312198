import { LOG_2PI } from "../tensors/math";
import { standardNormal } from "../tensors/random";
import { broadcastShapes } from "../tensors/shapes";
import * as tf from "../tensors/tf";
import type { Distribution } from "./distribution";
import { checkDiagonal, lowerTriangular } from "./lower-triangular";
import { FINITE, type Parameter, type ParameterSpec, parameter } from "./parameters";

/** A normal with a full covariance, or a batch of them, by mean and Cholesky factor. */
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
  checkDiagonal("multivariateNormal", scaleTril);
  const batchShape = broadcastShapes("multivariateNormal", mu.shape.slice(0, -1), factor.shape.slice(0, -2));
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
        return mu.tensor().add(lowerTriangular(factor.tensor()).times(epsilon));
      }),
    detached: () => multivariateNormal(mu.detached(), factor.detached()),
    logProb: (x) =>
      tf.tidy(() => {
        const l = lowerTriangular(factor.tensor());
        const squaredDistance = l.solve(x.sub(mu.tensor())).square().sum(-1);
        return squaredDistance
          .div(-2)
          .sub(l.logDeterminant())
          .sub((size * LOG_2PI) / 2);
      }),
  };
}
