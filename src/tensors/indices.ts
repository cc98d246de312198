import * as tf from "./tf";
import { fed } from "./tracing";

/** The places of datapoints in a data set as a tensor. → [B], int32. @throws where one is not a whole number from 0 to size − 1. */
export function indexTensor(who: string, indices: readonly number[], size: number): tf.Tensor {
  return fed(indices, (given) => {
    const outside = given.find((i) => !Number.isInteger(i) || i < 0 || i >= size);
    if (outside !== undefined) throw new Error(`${who} needs indices from 0 to ${size - 1}, got ${outside}`);
    return tf.tensor1d([...given], "int32");
  });
}
