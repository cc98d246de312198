import { describe, expect, test } from "vitest";
import { backend } from "../../../src/tensors/backend";
import { compile } from "../../../src/tensors/compile";
import { logSumExp, stopGradient } from "../../../src/tensors/math";
import { toNumbers } from "../../../src/tensors/numbers";
import * as tf from "../../../src/tensors/tf";

const named = { ...tf };
type Op = (x: tf.Tensor2D) => tf.Tensor;

const unary = [
  "abs",
  "asinh",
  "atan",
  "ceil",
  "cos",
  "cosh",
  "elu",
  "erf",
  "exp",
  "expm1",
  "floor",
  "log",
  "log1p",
  "neg",
  "reciprocal",
  "relu",
  "round",
  "rsqrt",
  "selu",
  "sigmoid",
  "sign",
  "sin",
  "sinh",
  "softplus",
  "sqrt",
  "square",
  "step",
  "tan",
  "tanh",
  "isFinite",
  "isNaN",
] as const;
const binary = [
  "add",
  "sub",
  "mul",
  "div",
  "pow",
  "maximum",
  "minimum",
  "squaredDifference",
  "mod",
  "floorDiv",
  "atan2",
  "greater",
  "greaterEqual",
  "less",
  "lessEqual",
  "equal",
  "notEqual",
] as const;
type Reduction = (x: tf.Tensor2D, axis: number) => tf.Tensor;
const reductions = [
  "sum",
  "mean",
  "max",
  "min",
  "prod",
  "argMax",
  "argMin",
  "cumsum",
  "softmax",
  "logSumExp",
  "logSoftmax",
] as const;

const others: Readonly<Record<string, Op>> = {
  all: (x) => x.greater(1).all(0),
  any: (x) => x.greater(1).any(0),
  "batches of products": (x) => tf.matMul(tf.stack([x, x]), tf.stack([x, x]), false, true),
  broadcastTo: (x) => tf.broadcastTo(x.slice([0, 0], [1, 3]), [4, 3]),
  cast: (x) => x.toInt().toFloat(),
  clip: (x) => x.clipByValue(0.8, 1.5),
  concat: (x) => tf.concat([x, x], 1),
  conv2d: (x) => tf.conv2d(x.reshape([1, 2, 3, 1]) as tf.Tensor4D, tf.ones([2, 2, 1, 1]), 1, "same"),
  expandDims: (x) => x.expandDims(1),
  fill: (x) => tf.fill([2, 3], 4).add(x),
  gather: (x) => tf.gather(x, [1, 0, 1]),
  linspace: (x) => tf.linspace(0, 1, 3).add(x),
  logical: (x) => x.greater(1).logicalAnd(x.less(2)).logicalOr(x.greater(2.5)).logicalNot(),
  oneHot: (x) => tf.oneHot(x.toInt(), 4),
  pad: (x) =>
    x.pad([
      [1, 0],
      [0, 2],
    ]),
  products: (x) => tf.matMul(x, x, true, false).add(tf.matMul(x.transpose(), x)),
  range: (x) => tf.range(0, 3).add(x),
  reverse: (x) => x.reverse(1),
  slice: (x) => x.slice([0, 1], [2, 1]),
  split: (x) => tf.concat(tf.split(x, 3, 1), 0),
  squeeze: (x) => x.slice([0, 0], [1, 3]).squeeze(),
  stack: (x) => tf.stack(tf.unstack(x, 1), 0),
  tile: (x) => x.tile([2, 2]),
  topk: (x) => tf.topk(x, 2).values,
  transpose: (x) => tf.stack([x, x]).transpose([2, 0, 1]),
  where: (x) => tf.where(x.greater(1), x, tf.zerosLike(x)),
  "the library's logSumExp and stopGradient": (x) => logSumExp(stopGradient(x), 0),
  "a gradient": (x) => tf.grad((v: tf.Tensor) => v.sigmoid().mul(v.tanh()).log().max(0).sum())(x),
};

const ops: readonly (readonly [string, Op])[] = [
  ...unary.map((name) => [name, (x: tf.Tensor2D) => named[name](x)] as const),
  ...binary.map((name) => [name, (x: tf.Tensor2D) => named[name](x, x.reverse(1))] as const),
  ...reductions.map((name) => [name, (x: tf.Tensor2D) => (named[name] as Reduction)(x, 1)] as const),
  ...Object.entries(others),
];

describe.runIf(backend().name === "native")("a recorded operation does in a graph what it does by itself", () => {
  test.each(ops)("%s", (_, op) => {
    const compiled = compile("test", op);
    for (const numbers of [
      [1.1, 2.2, 0.7, 1.9, 2.8, 1.4],
      [2.5, 0.6, 1.2, 1.3, 0.9, 2.1],
    ]) {
      const x = tf.tensor2d(numbers, [2, 3]);
      const [got, expected] = [compiled(x), op(x)];
      expect([got.shape, got.dtype]).toEqual([expected.shape, expected.dtype]);
      const [a, b] = [toNumbers(got), toNumbers(expected)];
      a.forEach((value, i) => {
        expect(value).toBeCloseTo(b[i], 5);
      });
    }
    compiled.dispose();
  });
});
