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

/**
 * log x! = log Γ(x + 1) of a tensor, for x ≥ 0, to float32: Stirling's series at x + 8, brought back by
 * log x! = log Γ(x + 8) − Σ_{k=1}^{7} log(x + k). tfjs has no log Γ.
 */
export function logFactorial(x: tf.Tensor): tf.Tensor {
  return tf.tidy(() => {
    const y = x.add(8);
    const stirling = y
      .sub(0.5)
      .mul(y.log())
      .sub(y)
      .add(LOG_2PI / 2)
      .add(y.mul(12).reciprocal())
      .sub(y.pow(3).mul(360).reciprocal());
    const product = [1, 2, 3, 4, 5, 6, 7].reduce<tf.Tensor>((sum, k) => sum.add(x.add(k).log()), tf.zerosLike(x));
    return stirling.sub(product);
  });
}

/** A row of zeros with a one at each index, as float32. [...] → [..., depth]. tfjs's own refuses a depth of one. */
export function oneHot(indices: tf.Tensor, depth: number): tf.Tensor {
  if (depth > 1) return tf.tidy(() => tf.oneHot(indices.toInt(), depth).toFloat());
  return tf.tidy(() => indices.equal(0).toFloat().expandDims(-1));
}

/** x itself, through which no gradient flows. */
export const stopGradient: (x: tf.Tensor) => tf.Tensor = tf.customGrad((x) => ({
  value: (x as tf.Tensor).clone(),
  gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy),
}));

/**
 * f(x…), through which no gradient flows. For comparisons: tfjs looks for the gradient of one wherever its arguments
 * depend on a parameter, finds none and fails.
 */
export function heldFixed(f: (...x: tf.Tensor[]) => tf.Tensor, ...x: tf.Tensor[]): tf.Tensor {
  return tf.customGrad((...args) => {
    const at = args.slice(0, x.length) as tf.Tensor[];
    return { value: f(...at), gradFunc: () => at.map((one) => tf.zerosLike(one)) };
  })(...x);
}

/** x itself; a gradient that flows back through it is multiplied by `factor(x)`, of which it takes no account. */
export function scaleGradient(x: tf.Tensor, factor: (x: tf.Tensor) => tf.Tensor): tf.Tensor {
  return tf.customGrad((value, save) => {
    const at = value as tf.Tensor;
    (save as tf.GradSaveFunc)([factor(at)]);
    return { value: at.clone(), gradFunc: (dy: tf.Tensor, [kept]: tf.Tensor[]) => dy.mul(kept) };
  })(x);
}
