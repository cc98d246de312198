import { describe, expect, test } from "vitest";
import { mlp } from "../../src/networks/mlp";
import { toNumbers } from "../../src/tensors/numbers";
import { parameters } from "../../src/tensors/params";
import { keyFromSeed } from "../../src/tensors/random";
import * as tf from "../../src/tensors/tf";

describe("mlp", () => {
  test("is the function of its weights, layer by layer", () => {
    const { params, apply } = mlp({ sizes: [2, 3, 1], key: keyFromSeed(1) });
    const [w0, b0, w1, b1] = ["weight0", "bias0", "weight1", "bias1"].map((name) =>
      params[name].arraySync(),
    ) as never[];
    const x = [0.3, -1.2];
    const hidden = [0, 1, 2].map((j) => Math.tanh(x[0] * w0[0][j] + x[1] * w0[1][j] + b0[j]));
    const expected = hidden.reduce((total, h, j) => total + h * w1[j][0], b1[0] as number);
    expect(toNumbers(apply(tf.tensor2d([x])))[0]).toBeCloseTo(expected, 5);
  });

  test("keeps the leading axes", () => {
    const network = mlp({ sizes: [2, 4, 3], key: keyFromSeed(1) });
    expect(network.apply(tf.zeros([5, 7, 2])).shape).toEqual([5, 7, 3]);
  });

  test("the same key makes the same network", () => {
    const [a, b] = [1, 1].map((seed) =>
      toNumbers(mlp({ sizes: [2, 2], key: keyFromSeed(seed) }).params.weight0.clone()),
    );
    expect(a).toEqual(b);
  });

  test.each([[[3]], [[2, 0]], [[2, 1.5]]])("sizes %j are refused", (sizes) => {
    expect(() => mlp({ sizes, key: keyFromSeed(1) })).toThrow("mlp needs at least two whole positive sizes");
  });

  test("inputs of the wrong width are refused", () => {
    expect(() => mlp({ sizes: [2, 1], key: keyFromSeed(1) }).apply(tf.zeros([4, 3]))).toThrow(
      "mlp needs inputs of 2 numbers, got 3",
    );
  });
});

describe("parameters", () => {
  test("take over their initial values and leave one tensor each", () => {
    const before = tf.memory().numTensors;
    const params = parameters({ a: tf.zeros([2]), b: 1.5 });
    expect(tf.memory().numTensors).toBe(before + 2);
    expect([...params.a.dataSync(), ...params.b.dataSync()]).toEqual([0, 0, 1.5]);
  });

  test("can be made again under the same names, as when a cell runs twice", () => {
    expect(() => [parameters({ w: 1 }), parameters({ w: 1 })]).not.toThrow();
  });

  test.each([
    ["finite numbers in w, got one that is not", { w: [1, Number.NaN] }],
    ["w of float32, got int32", { w: tf.tensor1d([1], "int32") }],
  ])("need %s", (message, initial) => {
    expect(() => parameters(initial as never)).toThrow(`parameters needs ${message}`);
  });
});

test("weights that are given are those of the network", () => {
  const layers = [
    { weight: [[1, -2]], bias: [0.5, 0] },
    { weight: [[3], [1]], bias: [-1] },
  ];
  const network = mlp({ layers });
  const y = 3 * Math.tanh(0.7 + 0.5) + Math.tanh(-1.4) - 1;
  expect(toNumbers(network.apply(tf.tensor2d([[0.7]])))[0]).toBeCloseTo(y, 6);
});

test.each([
  [" at least one layer, got none", []],
  [
    ", in layer 1, weights of 2 × 1 to fit its bias and the layer before, got 1 × 1",
    [
      { weight: [[1, 2]], bias: [0, 0] },
      { weight: [[1]], bias: [0] },
    ],
  ],
])("mlp needs%s", (message, layers) => {
  expect(() => mlp({ layers })).toThrow(`mlp needs${message}`);
});
