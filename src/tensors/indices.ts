import { backend } from "./backend";
import { nativeBackend } from "./graph/native";
import { intAttr, typeAttr } from "./graph/node-def";
import { oneHot } from "./math";
import * as tf from "./tf";
import { fed } from "./tracing";

/** The places of datapoints in a data set as a tensor. → [B], int32. @throws where one is not a whole number from 0 to size − 1. */
export function indexTensor(who: string, indices: readonly number[], size: number): tf.Tensor {
  return fed(indices, (given) => {
    const outside = given.find((i) => !Number.isInteger(i) || i < 0 || i >= size);
    if (outside !== undefined) throw new Error(`${who} needs indices from 0 to ${size - 1}, got ${outside}`);
    return tf.tensor1d(Int32Array.from(given));
  });
}

/** The rows of a table at these places. table [N, F], places [B] of int32 → [B, F] */
export function rowsAt(table: tf.Tensor, places: tf.Tensor): tf.Tensor {
  // elsewhere by a product with one-hot rows, whose cost grows with N, because a gather has no gradient on wasm
  if (backend().name !== "native") return oneHot(places, table.shape[0]).matMul(table);
  return tf.customGrad((x, save) => {
    (save as tf.GradSaveFunc)([places]);
    return {
      value: gathered(x as tf.Tensor, places),
      gradFunc: (dy: tf.Tensor, [kept]: tf.Tensor[]) => tf.unsortedSegmentSum(dy, kept as tf.Tensor1D, table.shape[0]),
    };
  })(table);
}

/** tfjs's own reads the places in JavaScript to check them, which `indexTensor` has done. */
function gathered(table: tf.Tensor, places: tf.Tensor): tf.Tensor {
  return tf.tidy(() => {
    const attrs = [typeAttr("Tparams", 1), typeAttr("Tindices", 3), typeAttr("Taxis", 3), intAttr("batch_dims", 0)];
    return nativeBackend().executeSingleOutput("GatherV2", attrs, [table, places, tf.scalar(0, "int32")]);
  });
}
