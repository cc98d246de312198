import type { Distribution } from "../distributions/distribution";
import type { Rows } from "../tensors/shapes";
import * as tf from "../tensors/tf";

/** A generative story with parameters θ: z ~ p(z), then x ~ p(x∣z). */
export interface LatentVariableModel {
  /** p(z) */
  prior(): Distribution;
  /** p(x∣z).  z [K, B, ...] → a distribution of batch [K, B] over x [P] */
  likelihood(z: tf.Tensor): Distribution;
}

/** A model whose latent takes finitely many values, 0 … C − 1, so that log p(x) is a sum that can be written out. */
export interface FiniteLatentModel extends LatentVariableModel {
  readonly numComponents: number;
  /** log p(x, z = c) for every c, in nats and float64.  x [B][P] → [B][C] */
  logJointTable(x: Rows): Rows;
  /** Writes the same into a table in one piece, where a model can: EM asks for it thousands of times.  [B·C] */
  fillLogJoint?(x: Rows, table: Float64Array): void;
}

/** log p(x, z) = log p(z) + log p(x∣z), in nats.  x [B, P], z [K, B, ...] → [K, B]. @throws unless x has the P numbers of the model. */
export function logJoint(model: LatentVariableModel, x: tf.Tensor, z: tf.Tensor): tf.Tensor {
  return tf.tidy(() =>
    model
      .prior()
      .logProb(z)
      .add(logLikelihood("logJoint", model, x, z)),
  );
}

/** log p(x∣z), in nats, as `logJoint`. */
export function logLikelihood(who: string, model: LatentVariableModel, x: tf.Tensor, z: tf.Tensor): tf.Tensor {
  const likelihood = model.likelihood(z);
  const [size] = likelihood.eventShape;
  if (size !== undefined && x.shape[x.rank - 1] !== size) {
    throw new Error(`${who} needs x of ${size} numbers, as the model has, got shape [${x.shape}]`);
  }
  return likelihood.logProb(x);
}
