import type { Batch } from "../tensors/batch";
import { checkRows, type Rows } from "../tensors/shapes";
import * as tf from "../tensors/tf";

/**
 * All the data as one batch, in their order: what an encoder or a decoder is asked about. [N][P] → x [N, P], which is the
 * caller's to dispose of.
 */
export function oneBatch(data: Rows): Batch {
  checkRows("oneBatch", data);
  return { x: tf.tensor2d(data.map((row) => [...row])), indices: data.map((_, i) => i) };
}
