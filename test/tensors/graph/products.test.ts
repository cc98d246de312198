import { describe, expect, test } from "vitest";
import { backend } from "../../../src/tensors/backend";
import { compile } from "../../../src/tensors/compile";
import { type GraphNode, typeAttr } from "../../../src/tensors/graph/node-def";
import { withFastProducts } from "../../../src/tensors/graph/products";
import { keyFromSeed, splitKey, standardNormal } from "../../../src/tensors/random";
import type * as tf from "../../../src/tensors/tf";

const product = (dtype: number): GraphNode => ({ op: "MatMul", inputs: [], attrs: [typeAttr("T", dtype)], after: [] });
const [FLOAT, INT] = [1, 3];

describe.skipIf(backend().name !== "native")("a product of two matrices in a graph", () => {
  test.each([
    [1, 1, 1],
    [256, 2, 32],
    [33, 7, 5],
    [128, 784, 400],
  ])("of %i × %i and %i columns, is what it is outside, whichever is transposed", (m, k, n) => {
    const [left, right] = splitKey(keyFromSeed(1));
    for (const transposeA of [false, true]) {
      for (const transposeB of [false, true]) {
        const a = standardNormal(left, transposeA ? [k, m] : [m, k]);
        const b = standardNormal(right, transposeB ? [n, k] : [k, n]);
        const multiply = ({ x, y }: { x: tf.Tensor; y: tf.Tensor }) => x.matMul(y, transposeA, transposeB);
        const compiled = compile("product", multiply);
        const [inside, outside] = [compiled({ x: a, y: b }), multiply({ x: a, y: b })];
        expect(inside.shape).toEqual([m, n]);
        // two sums of k terms, each at most k roundings of Σ|a||b| away from the truth
        const most = multiply({ x: a.abs(), y: b.abs() }).mul(2 * k * 2 ** -24);
        expect(inside.sub(outside).abs().sub(most).max().dataSync()[0]).toBeLessThanOrEqual(0);
        compiled.dispose();
      }
    }
  });

  test("of whole numbers stays TensorFlow's own, as does a graph without products", () => {
    const nodes = [product(INT), { ...product(FLOAT), op: "Add" }];
    expect(withFastProducts(nodes)).toEqual(nodes);
  });

  test("of float32 names its kernel, and keeps what else it says", () => {
    const [node] = withFastProducts([product(FLOAT)]);
    expect(["MatMul", "_MklMatMul"]).toContain(node.op);
    expect(node).toMatchObject({ inputs: [], after: [] });
    expect(node.attrs).toContainEqual(typeAttr("T", FLOAT));
  });
});
