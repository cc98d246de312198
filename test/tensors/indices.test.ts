import { describe, expect, test } from "vitest";
import { indexTensor, rowsAt } from "../../src/tensors/indices";
import { oneHot } from "../../src/tensors/math";
import * as tf from "../../src/tensors/tf";

describe("rowsAt", () => {
  const table = tf.tensor2d([
    [1, 2],
    [3, 4],
    [5, 6],
  ]);
  const places = [2, 0, 2];

  test("has the rows at these places, in their order", () => {
    const rows = tf.tidy(() => rowsAt(table, indexTensor("test", places, 3)).arraySync());
    expect(rows).toEqual([
      [5, 6],
      [1, 2],
      [5, 6],
    ]);
  });

  test("brings each row the gradients of all its places, as a product with one-hot rows does", () => {
    const slope = (f: (t: tf.Tensor) => tf.Tensor) =>
      tf
        .grad((t: tf.Tensor) => f(t).square().sum())(table)
        .arraySync();
    const at = indexTensor("test", places, 3);
    expect(slope((t) => rowsAt(t, at))).toEqual(slope((t) => oneHot(at, 3).matMul(t)));
    expect(slope((t) => rowsAt(t, at))).toEqual([
      [2, 4],
      [0, 0],
      [20, 24],
    ]);
  });
});
