import { oneHot } from "../tensors/math";
import * as tf from "../tensors/tf";
import type { Phi } from "./family";

/** φ of a lower-triangular matrix; one of a single row has nothing below its diagonal, and no such part. */
export function triangleStart(size: number): Readonly<Record<string, number[]>> {
  return {
    logDiagonal: Array<number>(size).fill(0),
    ...(size > 1 && { below: Array<number>((size * (size - 1)) / 2).fill(0) }),
  };
}

/** logDiagonal [..., P], below [..., P(P − 1)/2] → the lower-triangular L [..., P, P]. */
export function triangle(size: number, logDiagonal: tf.Tensor, below: tf.Tensor | undefined): tf.Tensor {
  const diagonal = place(logDiagonal.exp(), onDiagonal(size), size);
  return below ? diagonal.add(place(below, underDiagonal(size), size)) : diagonal;
}

/**
 * The natural gradient with respect to φ of the L of a normal N(μ, LLᵀ): L moves along LB, B the lower triangle of Lᵀ∇ with
 * its diagonal halved, because so the Fisher information of L + LB at B = 0 is 2 on the diagonal and 1 below it.
 */
export function naturalTriangle(
  size: number,
  { l, logDiagonal, slope }: { readonly l: tf.Tensor; readonly logDiagonal: tf.Tensor; readonly slope: Phi },
): Phi {
  const byDiagonal = place(slope.logDiagonal.div(logDiagonal.exp()), onDiagonal(size), size);
  const gradient = slope.below ? byDiagonal.add(place(slope.below, underDiagonal(size), size)) : byDiagonal;
  const shares = Array.from({ length: size }, (_, p) => Array.from({ length: size }, (_, q) => share(p, q)));
  const b = l.matMul(gradient, true).mul(tf.tensor2d(shares));
  return {
    logDiagonal: take(b, onDiagonal(size), size),
    ...(slope.below && { below: take(l.matMul(b), underDiagonal(size), size) }),
  };
}

const share = (p: number, q: number) => (p === q ? 0.5 : p > q ? 1 : 0);

const onDiagonal = (size: number) => Array.from({ length: size }, (_, p) => p * (size + 1));
const underDiagonal = (size: number) =>
  Array.from({ length: size }, (_, p) => Array.from({ length: p }, (_, q) => p * size + q)).flat();

/** [..., n] → [..., P, P], zero but at these places. */
function place(vector: tf.Tensor, places: number[], size: number): tf.Tensor {
  return vector
    .reshape([-1, places.length])
    .matMul(oneHot(tf.tensor1d(places), size * size))
    .reshape([...vector.shape.slice(0, -1), size, size]);
}

/** [..., P, P] → [..., n], what stands at these places. */
function take(matrix: tf.Tensor, places: number[], size: number): tf.Tensor {
  return matrix
    .reshape([-1, size * size])
    .matMul(oneHot(tf.tensor1d(places), size * size), false, true)
    .reshape([...matrix.shape.slice(0, -2), places.length]);
}
