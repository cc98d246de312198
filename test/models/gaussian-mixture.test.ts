import { describe, expect, test } from "vitest";
import { oldFaithful } from "../../src/data/old-faithful";
import { gaussianMixture } from "../../src/models/gaussian-mixture";
import { gaussianMixtureFromCompleted } from "../../src/models/gaussian-mixture-from-completed";
import { logJoint } from "../../src/models/model";
import { toNumbers } from "../../src/tensors/numbers";
import { keyFromSeed, uniformNumbers } from "../../src/tensors/random";
import * as tf from "../../src/tensors/tf";

const params = {
  weights: [0.3, 0.7],
  means: [
    [2, 55],
    [4.3, 80],
  ],
  covariances: [
    [
      [0.07, 0.4],
      [0.4, 34],
    ],
    [
      [0.17, 0.9],
      [0.9, 36],
    ],
  ],
};
const x = oldFaithful().rows.slice(0, 20);

test("the table of log joints is what prior and likelihood say as tensors", () => {
  const model = gaussianMixture(params);
  const table = model.logJointTable(x);
  for (const c of [0, 1]) {
    const z = tf.fill([1, x.length], c, "int32");
    const fromTensors = toNumbers(logJoint(model, tf.tensor2d(x), z));
    fromTensors.forEach((value, i) => {
      // float32 carries 24 bits of a squared distance that may be large
      expect(Math.abs(value - table[i][c])).toBeLessThan(1e-4 * (1 + Math.abs(table[i][c])));
    });
  }
});

test("logJoint leaves exactly its result behind", () => {
  const model = gaussianMixture(params);
  const [data, z] = [tf.tensor2d(x), tf.zeros([3, x.length], "int32")];
  const before = tf.memory().numTensors;
  const result = logJoint(model, data, z);
  expect(result.shape).toEqual([3, x.length]);
  expect(tf.memory().numTensors).toBe(before + 1);
  tf.dispose([result, data, z]);
});

describe("gaussianMixtureFromCompleted", () => {
  test("of zeros and ones is the count, mean and covariance of each group", () => {
    const data = [[0], [2], [10], [14]];
    const model = gaussianMixtureFromCompleted(data, [
      [1, 0],
      [1, 0],
      [0, 1],
      [0, 1],
    ]);
    expect(model.weights).toEqual([0.5, 0.5]);
    expect(model.means).toEqual([[1], [12]]);
    expect(model.covariances).toEqual([[[1]], [[4]]]);
  });

  test("makes the completed data more likely than any small change of a parameter does", () => {
    const r = [...uniformNumbers(keyFromSeed(1), x.length)].map((p) => [p, 1 - p]);
    const best = gaussianMixtureFromCompleted(x, r);
    const completed = (model: ReturnType<typeof gaussianMixture>) =>
      model.logJointTable(x).reduce((total, row, i) => total + row[0] * r[i][0] + row[1] * r[i][1], 0);
    const top = completed(best);
    for (const h of [-1e-3, 1e-3]) {
      const weights = [best.weights[0] + h, best.weights[1] - h];
      expect(completed(gaussianMixture({ ...best, weights }))).toBeLessThan(top);
      const means = [best.means[0].map((value) => value + h), best.means[1]];
      expect(completed(gaussianMixture({ ...best, means }))).toBeLessThan(top);
      const covariances = best.covariances.map((a) => a.map((row) => row.map((value) => value * (1 + h))));
      expect(completed(gaussianMixture({ ...best, covariances }))).toBeLessThan(top);
    }
  });

  test.each([
    ["needs one row of r for each datapoint, got 1 for 2", [[0], [1]], [[1]]],
    [
      "needs weight in every component, got none in component 1",
      [[0], [1]],
      [
        [1, 0],
        [1, 0],
      ],
    ],
    ["needs finite numbers, got NaN in row 1, column 0", [[0], [Number.NaN]], [[1], [1]]],
  ])("%s", (message, data, r) => {
    expect(() => gaussianMixtureFromCompleted(data, r)).toThrow(`gaussianMixtureFromCompleted ${message}`);
  });
});

test.each([
  ["probabilities that sum to 1, got [0.5, 0.6]", { ...params, weights: [0.5, 0.6] }],
  ["a mean and a covariance for each weight, got 1 weights, 2 means, 2 covariances", { ...params, weights: [1] }],
  ["covariances of 2 × 2 like its means, got another size", { ...params, covariances: [[[1]], [[1]]] }],
])("gaussianMixture needs %s", (message, bad) => {
  expect(() => gaussianMixture(bad)).toThrow(`gaussianMixture needs ${message}`);
});

test("a datapoint of the wrong size is refused", () => {
  expect(() => gaussianMixture(params).logJointTable([[1]])).toThrow("gaussianMixture needs x of 2 numbers, got 1");
});
