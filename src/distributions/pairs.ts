import { broadcastShapes, type Shape, sizeOf } from "../tensors/shapes";
import type * as tf from "../tensors/tf";
import type { Distribution } from "./distribution";

/**
 * log p of every row of values under every row of a batch, coordinates independent, where the one has an axis of length 1
 * for each of the other's axes, and `base` knows how to do that faster than coordinate by coordinate.
 * base of batch [...A, 1…, P], values [...B, P] → [...A, ...B]; undefined where it is not so.
 */
export function logProbOfPairs(base: Distribution, values: tf.Tensor): tf.Tensor | undefined {
  const size = base.batchShape[base.batchShape.length - 1];
  const [rows, columns] = [base.batchShape.slice(0, -1), values.shape.slice(0, -1)];
  if (!base.logProbOfPairs || values.shape[values.rank - 1] !== size || !arePairs(rows, columns)) return undefined;
  const pairs = base.logProbOfPairs(values.reshape([-1, size]));
  return pairs?.reshape(broadcastShapes("independent", rows, columns));
}

/** Whether the axes of the first come before those of the second, once both are broadcast. */
function arePairs(rows: Shape, columns: Shape): boolean {
  if (sizeOf(rows) === 1 || sizeOf(columns) === 1) return false;
  const numColumns = columns.length - columns.findIndex((length) => length > 1);
  return rows.length > numColumns && sizeOf(rows.slice(-numColumns)) === 1;
}
