import { broadcastShapes } from "../tensors/shapes";
import type { Bijector } from "./flow";
import { checkDiagonal, lowerTriangular } from "./lower-triangular";
import { FINITE, type ParameterSpec, parameter } from "./parameters";

/**
 * z = μ + Lε with a lower-triangular L of positive diagonal: alone as a flow it is `multivariateNormal`.
 * loc [...batch, D], scaleTril [...batch, D, D]. @throws where the two disagree on D, or a diagonal entry given as a number is not positive.
 */
export function affine(loc: ParameterSpec, scaleTril: ParameterSpec): Bijector {
  const mu = parameter("affine", "loc", loc, FINITE);
  const factor = parameter("affine", "scaleTril", scaleTril, FINITE);
  const size = mu.shape[mu.shape.length - 1];
  if (factor.shape.slice(-2).join() !== `${size},${size}`) {
    throw new Error(`affine needs loc [..., D] and scaleTril [..., D, D], got [${mu.shape}] and [${factor.shape}]`);
  }
  checkDiagonal("affine", scaleTril);
  return {
    batchShape: broadcastShapes("affine", mu.shape.slice(0, -1), factor.shape.slice(0, -2)),
    size,
    forward: (epsilon) => mu.tensor().add(lowerTriangular(factor.tensor()).times(epsilon)),
    inverse: (z) => {
      const l = lowerTriangular(factor.tensor());
      return { epsilon: l.solve(z.sub(mu.tensor())), logDeterminant: l.logDeterminant().neg() };
    },
    detached: () => affine(mu.detached(), factor.detached()),
  };
}
