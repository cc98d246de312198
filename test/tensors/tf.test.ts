import { inspect } from "node:util";
import { expect, test } from "vitest";
import * as tf from "../../src/tensors/tf";

test("a tensor that is printed shows its dtype, its shape and its numbers", () => {
  const tensor = tf.tensor2d([
    [1, 2.5],
    [3, 4],
  ]);
  expect(inspect(tensor)).toBe("Tensor float32 [2, 2]\n    [[1, 2.5],\n     [3, 4  ]]");
  tensor.dispose();
  expect(inspect(tensor)).toBe("Tensor float32 [2, 2], disposed");
});
