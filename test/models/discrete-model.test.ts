import { expect, test } from "vitest";
import { discreteModel } from "../../src/models/discrete-model";
import { logJoint } from "../../src/models/model";
import { toNumbers } from "../../src/tensors/numbers";
import * as tf from "../../src/tensors/tf";

const prior = [0.6, 0.4];
const likelihood = [
  [0.7, 0.3, 0],
  [0.1, 0.5, 0.4],
];
const model = discreteModel({ prior, likelihood });
const everyX = [[0], [1], [2]];

test("the table of log joints is the product of the two tables", () => {
  model.logJointTable(everyX).forEach((row, v) => {
    row.forEach((value, c) => {
      expect(Math.exp(value)).toBeCloseTo(prior[c] * likelihood[c][v], 12);
    });
  });
});

test("prior and likelihood say the same as tensors, also of what is impossible", () => {
  for (const c of [0, 1]) {
    const values = toNumbers(logJoint(model, tf.tensor2d(everyX), tf.fill([1, 3], c, "int32")));
    values.forEach((value, v) => {
      expect(Math.exp(value)).toBeCloseTo(prior[c] * likelihood[c][v], 6);
    });
  }
});

test.each([
  ["probabilities that sum to 1, got [0.5, 0.4]", () => discreteModel({ prior: [0.5, 0.4], likelihood })],
  [
    "probabilities that sum to 1, got [0.5, 0.4]",
    () =>
      discreteModel({
        prior,
        likelihood: [
          [0.5, 0.4],
          [1, 0],
        ],
      }),
  ],
  ["a row of the likelihood for each of 2 latent values, got 1", () => discreteModel({ prior, likelihood: [[1, 0]] })],
  ["x from 0 to 2, got 3", () => model.logJointTable([[3]])],
  ["x from 0 to 2, got 0.5", () => model.logJointTable([[0.5]])],
])("discreteModel needs %s", (message, act) => {
  expect(act).toThrow(`discreteModel needs ${message}`);
});
