import { oneHot } from "../tensors/math";
import * as tf from "../tensors/tf";
import type { Distribution } from "./distribution";
import type { Independent } from "./independent";
import { lowerTriangular } from "./lower-triangular";
import type { MultivariateNormal } from "./multivariate-normal";
import type { Normal } from "./normal";

/** Of normals on the line. → [...batch] */
export function klNormals(q: Normal, p: Normal): tf.Tensor {
  return tf.tidy(() => {
    const [scale, priorScale] = [q.scale.tensor(), p.scale.tensor()];
    const distance = q.loc.tensor().sub(p.loc.tensor());
    const spread = scale.square().add(distance.square()).div(priorScale.square().mul(2));
    return priorScale.log().sub(scale.log()).add(spread).sub(0.5);
  });
}

/** Of normals over rows, by mean and Cholesky factor. → [...batch] */
export function klMultivariates(q: Multivariate, p: Multivariate): tf.Tensor {
  return tf.tidy(() => {
    const [l, priorL] = [lowerTriangular(q.factor()), lowerTriangular(p.factor())];
    const distance = priorL.solve(q.loc().sub(p.loc())).square().sum(-1);
    // the columns of L_p⁻¹L_q, one after another
    const ratio = Array.from({ length: q.size }, (_, j) =>
      priorL
        .solve(l.times(oneHot(tf.scalar(j), q.size)))
        .square()
        .sum(-1),
    ).reduce((total, one) => total.add(one));
    return ratio.add(distance).sub(q.size).div(2).add(priorL.logDeterminant()).sub(l.logDeterminant());
  });
}

/** A normal over rows of P numbers, whether its coordinates are independent or not. */
interface Multivariate {
  readonly size: number;
  /** [...batch, P] */
  loc(): tf.Tensor;
  /** [...batch, P, P] */
  factor(): tf.Tensor;
}

/** A distribution as a normal over rows, where it is one. */
export function asMultivariate(d: Distribution): Multivariate | undefined {
  if (isMultivariate(d)) {
    return { size: d.eventShape[0], loc: () => d.loc.tensor(), factor: () => d.scaleTril.tensor() };
  }
  if (!isIndependent(d) || d.numAxes !== 1 || !isNormal(d.base)) return undefined;
  const { loc, scale, batchShape } = d.base;
  const zeros = () => tf.zeros([...batchShape]);
  return {
    size: d.eventShape[0],
    loc: () => loc.tensor().add(zeros()),
    factor: () => scale.tensor().add(zeros()).expandDims(-1).mul(tf.eye(d.eventShape[0])),
  };
}

export const isNormal = (d: Distribution): d is Normal => d.name === "normal";
export const isIndependent = (d: Distribution): d is Independent => "numAxes" in d;
export const isMultivariate = (d: Distribution): d is MultivariateNormal => d.name === "multivariateNormal";
