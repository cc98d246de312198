import * as tf from "../tensors/tf";
import type { ParameterSpec } from "./parameters";

/** Products with a lower-triangular matrix L, a batch of them, in operations that have gradients on every backend. */
export interface LowerTriangular {
  /** Lε.  [..., P] → [..., P] */
  times(epsilon: tf.Tensor): tf.Tensor;
  /** L⁻¹x, by forward substitution.  [..., P] → [..., P] */
  solve(x: tf.Tensor): tf.Tensor;
  /** log |L| = Σ_p log L_pp.  → [...batch] */
  logDeterminant(): tf.Tensor;
}

/** L [...batch, P, P], of which only the lower triangle is read. To be called inside `tidy`. */
export function lowerTriangular(factor: tf.Tensor): LowerTriangular {
  const size = factor.shape[factor.shape.length - 1];
  const mask = Array.from({ length: size }, (_, p) => Array.from({ length: size }, (_, q) => (q <= p ? 1 : 0)));
  // a mask rather than linalg.bandPart, whose gradient fails on a single matrix
  const tril = tf.where(tf.tensor2d(mask, [size, size], "bool"), factor, tf.zeros([1]));
  const columns = Array.from({ length: size }, (_, p) => {
    const column = at(tril, p).squeeze([-1]); // [...batch, P]
    return { column, diagonal: at(column, p) };
  });
  return {
    times: (epsilon) =>
      columns.reduce((x, { column }, p) => x.add(column.mul(at(epsilon, p))), tf.zerosLike(epsilon) as tf.Tensor),
    solve: (x) => {
      let rest = x;
      const y = columns.map(({ column, diagonal }, p) => {
        const entry = at(rest, p).div(diagonal);
        rest = rest.sub(column.mul(entry));
        return entry;
      });
      return tf.concat(y, -1);
    },
    logDeterminant: () =>
      tf
        .concat(
          columns.map(({ diagonal }) => diagonal),
          -1,
        )
        .log()
        .sum(-1),
  };
}

/** @throws where a matrix of numbers, or one of a batch of them, has a diagonal that is not positive. */
export function checkDiagonal(who: string, factor: ParameterSpec): void {
  if (!Array.isArray(factor)) return;
  for (const [p, row] of factor.entries()) {
    if (Array.isArray(row?.[0])) checkDiagonal(who, row);
    else if (Array.isArray(row) && !(row[p] > 0)) {
      throw new Error(`${who} needs a scaleTril with a positive diagonal, got ${row[p]}`);
    }
  }
}

/** Entry p of the last axis, the axis kept. [..., P] → [..., 1] */
function at(x: tf.Tensor, p: number): tf.Tensor {
  return x.slice([...x.shape.map(() => 0).slice(1), p], [...x.shape.slice(0, -1), 1]);
}
