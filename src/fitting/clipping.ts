import * as tf from "../tensors/tf";

/**
 * The gradients, made shorter together where they are longer than `most`: g · min(1, most/‖g‖), where ‖g‖ is the norm of
 * all of them as one vector. Their direction stays. @see Pascanu, Mikolov and Bengio (2013), algorithm 1
 */
export function clipByGlobalNorm(gradients: readonly tf.Tensor[], most: number): tf.Tensor[] {
  const norm = tf.addN(gradients.map((g) => g.square().sum())).sqrt();
  const factor = tf.scalar(most).div(norm.maximum(most));
  return gradients.map((g) => g.mul(factor));
}
