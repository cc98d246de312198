import * as tf from "./tf";

/** Named parameters that `fit` moves: θ of a model, φ or λ of a posterior. */
export type Params = Readonly<Record<string, tf.Variable>>;

/**
 * Parameters that start at these values: tensors of any shape, which it takes over, or numbers.
 * The one place that makes variables, because tfjs leaks the initial value of one and refuses a name used twice.
 * @throws where a value is not finite, or a tensor is not of float32.
 */
export function parameters(initial: Readonly<Record<string, tf.Tensor | tf.TensorLike>>): Params {
  return Object.fromEntries(
    Object.entries(initial).map(([name, value]) => {
      const start = value instanceof tf.Tensor ? value : tf.tensor(value, undefined, "float32");
      if (start.dtype !== "float32") throw new Error(`parameters needs ${name} of float32, got ${start.dtype}`);
      if (!Array.from(start.dataSync()).every(Number.isFinite)) {
        throw new Error(`parameters needs finite numbers in ${name}, got one that is not`);
      }
      const variable = tf.variable(start);
      start.dispose();
      return [name, variable];
    }),
  );
}

/** The variables of several sets of parameters, in order. */
export function variablesOf(params: readonly Params[]): tf.Variable[] {
  return params.flatMap((set) => Object.values(set));
}
