import { oneHot } from "../tensors/math";
import * as tf from "../tensors/tf";

/** φ of a lower-triangular matrix; one of a single row has nothing below its diagonal, and no such part. */
export function triangleStart(size: number): Readonly<Record<string, number[]>> {
  return {
    logDiagonal: Array<number>(size).fill(0),
    ...(size > 1 && { below: Array<number>((size * (size - 1)) / 2).fill(0) }),
  };
}

/** logDiagonal [..., P], below [..., P(P − 1)/2] → the lower-triangular L [..., P, P]. */
export function triangle(size: number, logDiagonal: tf.Tensor, below: tf.Tensor | undefined): tf.Tensor {
  const place = (vector: tf.Tensor, places: number[]) =>
    vector
      .reshape([-1, places.length])
      .matMul(oneHot(tf.tensor1d(places), size * size))
      .reshape([...vector.shape.slice(0, -1), size, size]);
  const diagonal = place(
    logDiagonal.exp(),
    Array.from({ length: size }, (_, p) => p * (size + 1)),
  );
  if (!below) return diagonal;
  const lower = Array.from({ length: size }, (_, p) => Array.from({ length: p }, (_, q) => p * size + q)).flat();
  return diagonal.add(place(below, lower));
}
