import { type Params, parameters } from "../tensors/params";
import { type Key, splitKey, standardNormal } from "../tensors/random";
import * as tf from "../tensors/tf";

/** A function with parameters. */
export interface Network {
  readonly params: Params;
  /** [..., inputs] → [..., outputs] */
  apply(x: tf.Tensor): tf.Tensor;
}

const ACTIVATIONS = { tanh: tf.tanh, relu: tf.relu, softplus: tf.softplus };

/**
 * A multi-layer perceptron: h ↦ a(hW + b) for each hidden layer, and hW + b for the last.
 * `sizes` are the widths from inputs to outputs. Weights start at N(0, 1/fan-in) drawn by `key`, biases at 0.
 * @throws unless there are at least two sizes, all whole and positive.
 */
export function mlp({
  sizes,
  key,
  activation = "tanh",
}: {
  readonly sizes: readonly number[];
  readonly key: Key;
  readonly activation?: keyof typeof ACTIVATIONS;
}): Network {
  if (sizes.length < 2 || !sizes.every((size) => Number.isInteger(size) && size >= 1)) {
    throw new Error(`mlp needs at least two whole positive sizes, got [${sizes}]`);
  }
  const keys = splitKey(key, sizes.length - 1);
  const params = parameters(
    Object.fromEntries(
      keys.flatMap((layerKey, i) => {
        const [inputs, outputs] = [sizes[i], sizes[i + 1]];
        const weight = tf.tidy(() => standardNormal(layerKey, [inputs, outputs]).div(Math.sqrt(inputs)));
        return [
          [`weight${i}`, weight],
          [`bias${i}`, tf.zeros([outputs])],
        ];
      }),
    ),
  );
  const act = ACTIVATIONS[activation];
  return {
    params,
    apply: (x) =>
      tf.tidy(() => {
        const width = x.shape[x.rank - 1];
        if (width !== sizes[0]) throw new Error(`mlp needs inputs of ${sizes[0]} numbers, got ${width}`);
        // one product of two matrices is much faster than a batch of small ones
        let h = x.reshape([-1, sizes[0]]);
        keys.forEach((_, i) => {
          const affine = h.matMul(params[`weight${i}`]).add(params[`bias${i}`]);
          h = i < keys.length - 1 ? act(affine) : affine;
        });
        return h.reshape([...x.shape.slice(0, -1), sizes[sizes.length - 1]]);
      }),
  };
}
