import { type Params, parameters } from "../tensors/params";
import { type Key, splitKey, standardNormal } from "../tensors/random";
import { checkRows, type Rows } from "../tensors/shapes";
import * as tf from "../tensors/tf";

/** A function with parameters. */
export interface Network {
  readonly params: Params;
  /** [..., inputs] → [..., outputs] */
  apply(x: tf.Tensor): tf.Tensor;
}

const ACTIVATIONS = { tanh: tf.tanh, relu: tf.relu, softplus: tf.softplus };

/** An affine map as plain numbers: h ↦ hW + b. */
export interface Layer {
  /** W. [inputs][outputs] */
  readonly weight: Rows;
  /** b. [outputs] */
  readonly bias: readonly number[];
}

/**
 * A multi-layer perceptron: h ↦ a(hW + b) for each hidden layer, and hW + b for the last.
 * `sizes` are the widths from inputs to outputs. Weights start at N(0, 1/fan-in) drawn by `key`, biases at 0.
 * Where `layers` are given instead, they start at these numbers.
 * @throws unless there are at least two sizes, all whole and positive; unless the layers fit one another.
 */
export function mlp({
  activation = "tanh",
  ...spec
}: ({ readonly sizes: readonly number[]; readonly key: Key } | { readonly layers: readonly Layer[] }) & {
  readonly activation?: keyof typeof ACTIVATIONS;
}): Network {
  const { sizes, params } = "layers" in spec ? given(spec.layers) : drawn(spec.sizes, spec.key);
  const numLayers = sizes.length - 1;
  const act = ACTIVATIONS[activation];
  if (!act) throw new Error(`mlp needs an activation of ${Object.keys(ACTIVATIONS).join(", ")}, got ${activation}`);
  return {
    params,
    apply: (x) =>
      tf.tidy(() => {
        const width = x.shape[x.rank - 1];
        if (width !== sizes[0]) throw new Error(`mlp needs inputs of ${sizes[0]} numbers, got ${width}`);
        // one product of two matrices is much faster than a batch of small ones
        let h = x.reshape([-1, sizes[0]]);
        for (let i = 0; i < numLayers; i++) {
          const affine = h.matMul(params[`weight${i}`]).add(params[`bias${i}`]);
          h = i < numLayers - 1 ? act(affine) : affine;
        }
        return h.reshape([...x.shape.slice(0, -1), sizes[numLayers]]);
      }),
  };
}

function drawn(sizes: readonly number[], key: Key) {
  if (sizes.length < 2 || !sizes.every((size) => Number.isInteger(size) && size >= 1)) {
    throw new Error(`mlp needs at least two whole positive sizes, got [${sizes}]`);
  }
  const initial = splitKey(key, sizes.length - 1).flatMap((layerKey, i) => {
    const [inputs, outputs] = [sizes[i], sizes[i + 1]];
    const weight = tf.tidy(() => standardNormal(layerKey, [inputs, outputs]).div(Math.sqrt(inputs)));
    return [
      [`weight${i}`, weight],
      [`bias${i}`, tf.zeros([outputs])],
    ];
  });
  return { sizes, params: parameters(Object.fromEntries(initial)) };
}

function given(layers: readonly Layer[]) {
  if (layers.length === 0) throw new Error("mlp needs at least one layer, got none");
  const sizes = [layers[0].weight.length, ...layers.map(({ bias }) => bias.length)];
  const initial = layers.flatMap(({ weight, bias }, i) => {
    const outputs = checkRows("mlp", weight);
    if (weight.length !== sizes[i] || outputs !== sizes[i + 1]) {
      throw new Error(
        `mlp needs, in layer ${i}, weights of ${sizes[i]} × ${sizes[i + 1]} to fit its bias and the layer before, got ${weight.length} × ${outputs}`,
      );
    }
    return [
      [`weight${i}`, weight.map((row) => [...row])],
      [`bias${i}`, [...bias]],
    ];
  });
  return { sizes, params: parameters(Object.fromEntries(initial)) };
}
