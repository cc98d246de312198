import type { Batch } from "../tensors/batch";
import { foldIn, type Key, uniformNumbers } from "../tensors/random";
import { checkRows, type Rows } from "../tensors/shapes";
import * as tf from "../tensors/tf";

/**
 * The data in batches of `size`, every epoch in a new order drawn by `key`. The last datapoints of an epoch that fill no
 * batch wait for another epoch, so that every batch has one shape. The tensors are disposed of when the next one is asked for.
 * @throws unless 1 ≤ size ≤ N and epochs is a whole positive number.
 */
export function* batches(
  data: Rows,
  { size, epochs, key }: { readonly size: number; readonly epochs: number; readonly key: Key },
): Generator<Batch> {
  const width = checkRows("batches", data);
  if (!Number.isInteger(size) || size < 1 || size > data.length) {
    throw new Error(`batches needs a whole size from 1 to ${data.length}, got ${size}`);
  }
  if (!Number.isInteger(epochs) || epochs < 1)
    throw new Error(`batches needs a whole positive number of epochs, got ${epochs}`);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = permutation(foldIn(key, epoch), data.length);
    for (let start = 0; start + size <= data.length; start += size) {
      const indices = order.slice(start, start + size);
      const numbers = new Float32Array(size * width); // rows of a tensor would be looked at number by number
      for (const [b, i] of indices.entries()) numbers.set(data[i], b * width);
      const x = tf.tensor2d(numbers, [size, width]);
      try {
        yield { x, indices };
      } finally {
        x.dispose();
      }
    }
  }
}

/** 0 … n − 1 in an order drawn by `key`: sorted by uniform numbers. */
export function permutation(key: Key, n: number): number[] {
  const ranks = uniformNumbers(key, n);
  return Array.from({ length: n }, (_, i) => i).sort((i, j) => ranks[i] - ranks[j] || i - j);
}
