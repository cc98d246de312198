import type { Key } from "./random";
import type * as tf from "./tf";

/** A function that runs faster than it was written. */
export interface Compiled<I> {
  (input: I, key?: Key): tf.Tensor;
  /** Frees what TensorFlow holds for it. */
  dispose(): void;
}
