import * as tf from "./tf";

/** log 2π, the constant of the normal density. */
export const LOG_2PI = Math.log(2 * Math.PI);

/**
 * log Σᵢ exp xᵢ without overflow: the largest term is taken out first.
 * Of plain numbers, in float64: [N] → number. Of a tensor, over one axis: [..., N, ...] → [..., ...].
 * −∞ where every term is −∞, ∞ where one is ∞. @throws on no terms.
 */
export function logSumExp(terms: ArrayLike<number>): number;
export function logSumExp(terms: tf.Tensor, axis: number): tf.Tensor;
export function logSumExp(terms: ArrayLike<number> | tf.Tensor, axis?: number): number | tf.Tensor {
  return terms instanceof tf.Tensor ? logSumExpTensor(terms, axis ?? -1) : logSumExpNumbers(terms);
}

function logSumExpNumbers(terms: ArrayLike<number>): number {
  if (terms.length === 0) throw new Error("logSumExp needs at least one term, got none");
  let largest = -Infinity;
  for (let i = 0; i < terms.length; i++) largest = Math.max(largest, terms[i]);
  if (!Number.isFinite(largest)) return largest;
  let total = 0;
  for (let i = 0; i < terms.length; i++) total += Math.exp(terms[i] - largest);
  return largest + Math.log(total);
}

function logSumExpTensor(terms: tf.Tensor, axis: number): tf.Tensor {
  return tf.tidy(() => {
    const largest = stopGradient(terms.max(axis, true));
    const shift = tf.where(largest.isFinite(), largest, tf.zerosLike(largest));
    return terms
      .sub(shift)
      .exp()
      .sum(axis)
      .log()
      .add(shift.squeeze([axis < 0 ? axis + terms.rank : axis]));
  });
}

/** x itself, through which no gradient flows. */
export const stopGradient: (x: tf.Tensor) => tf.Tensor = tf.customGrad((x) => ({
  value: (x as tf.Tensor).clone(),
  gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy),
}));

/** x itself; a gradient that flows back through it is multiplied by `factor(x)`, of which it takes no account. */
export function scaleGradient(x: tf.Tensor, factor: (x: tf.Tensor) => tf.Tensor): tf.Tensor {
  return tf.customGrad((value, save) => {
    const at = value as tf.Tensor;
    (save as tf.GradSaveFunc)([factor(at)]);
    return { value: at.clone(), gradFunc: (dy: tf.Tensor, [kept]: tf.Tensor[]) => dy.mul(kept) };
  })(x);
}
