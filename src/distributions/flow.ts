import { LOG_2PI } from "../tensors/math";
import { standardNormal } from "../tensors/random";
import type { Shape } from "../tensors/shapes";
import * as tf from "../tensors/tf";
import type { Distribution } from "./distribution";

/** An invertible map of ℝᴰ, or a batch of them, differentiable in its parameters both ways. To be called inside `tidy`. */
export interface Bijector {
  readonly batchShape: Shape;
  /** D */
  readonly size: number;
  /** ε ↦ z.  [..., ...batch, D] → the same */
  forward(epsilon: tf.Tensor): tf.Tensor;
  /** z ↦ ε, and log |∂ε/∂z|.  [..., ...batch, D] → the same, and [..., ...batch] */
  inverse(z: tf.Tensor): { readonly epsilon: tf.Tensor; readonly logDeterminant: tf.Tensor };
  /** The same map, through whose parameters no gradient flows. */
  detached(): Bijector;
}

/**
 * A normalising flow: ε ~ N(0, I), z = T(ε) with T the bijectors one after another, the first of them first, so that
 * log q(z) = log N(T⁻¹(z); 0, I) + log |∂T⁻¹/∂z|. Easy to sample and to evaluate; a draw carries gradients.
 * → event [D], and the batch of the bijectors. @throws unless there is a bijector and all have one batch and one size.
 * @see Rezende and Mohamed (2015), equation 5
 */
export function flow(bijectors: readonly Bijector[]): Distribution {
  const [first] = bijectors;
  if (!first) throw new Error("flow needs at least one bijector, got none");
  const { batchShape, size } = first;
  const other = bijectors.find((one) => one.size !== size || one.batchShape.join() !== batchShape.join());
  if (other) {
    throw new Error(
      `flow needs bijectors of one shape, got [${[...batchShape, size]}] and [${[...other.batchShape, other.size]}]`,
    );
  }
  return {
    name: "flow",
    batchShape,
    eventShape: [size],
    reparameterized: true,
    sample: (key, n) =>
      tf.tidy(() => bijectors.reduce((z, { forward }) => forward(z), standardNormal(key, [n, ...batchShape, size]))),
    detached: () => flow(bijectors.map((one) => one.detached())),
    logProb: (z) =>
      tf.tidy(() => {
        let epsilon = z;
        const logDeterminants = [...bijectors].reverse().map(({ inverse }) => {
          const back = inverse(epsilon);
          epsilon = back.epsilon;
          return back.logDeterminant;
        });
        const logBase = epsilon
          .square()
          .sum(-1)
          .div(-2)
          .sub((size * LOG_2PI) / 2);
        return logDeterminants.reduce((total, one) => total.add(one), logBase);
      }),
  };
}
