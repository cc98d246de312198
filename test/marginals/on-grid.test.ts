import { describe, expect, test } from "vitest";
import { bernoulli } from "../../src/distributions/bernoulli";
import { independent } from "../../src/distributions/independent";
import { logMarginalExact } from "../../src/marginals/exact";
import { logJointOnGrid, logMarginalOnGrid } from "../../src/marginals/on-grid";
import { logMarginalByQuadrature } from "../../src/marginals/quadrature";
import { deepLatent } from "../../src/models/deep-latent";
import { linearGaussian } from "../../src/models/linear-gaussian";
import { mlp } from "../../src/networks/mlp";
import { logSumExp } from "../../src/tensors/math";
import { keyFromSeed } from "../../src/tensors/random";
import * as tf from "../../src/tensors/tf";

const plane = linearGaussian({
  weights: [
    [1, 0.5],
    [-0.3, 2],
  ],
  bias: [0, 1],
  scale: 0.6,
});
const bits = deepLatent({
  decoder: mlp({ sizes: [2, 8, 5], key: keyFromSeed(1) }),
  latentDim: 2,
  likelihood: (logits) => independent(bernoulli(logits)),
});
const CASES = [
  {
    name: "a linear-Gaussian model",
    model: plane,
    x: [
      [1, 2],
      [0, -1],
    ],
  },
  {
    name: "bits from a network",
    model: bits,
    x: [
      [0, 1, 0, 1, 1],
      [1, 1, 0, 0, 0],
      [0, 0, 0, 0, 0],
    ],
  },
];

describe.each(CASES)("on a grid, for $name", ({ model, x }) => {
  const grid = { radius: 6, nodes: 161 };

  test("log p(x) is that of the quadrature that refines its grid", () => {
    const reference = logMarginalByQuadrature(model, x).logMarginal;
    logMarginalOnGrid(model, x, grid).forEach((value, i) => {
      expect(Math.abs(value - reference[i])).toBeLessThan(3e-5);
    });
  });

  test("the joint adds up to the marginal", () => {
    const cell = (12 / 160) ** 2;
    const marginals = logMarginalOnGrid(model, x, grid);
    logJointOnGrid(model, x, grid).forEach((row, i) => {
      expect(row).toHaveLength(161 ** 2);
      expect(logSumExp(row) + Math.log(cell)).toBeCloseTo(marginals[i], 4);
    });
  });

  test("no tensor is left behind", () => {
    const before = tf.memory().numTensors;
    logMarginalOnGrid(model, x, grid);
    logJointOnGrid(model, x, grid);
    expect(tf.memory().numTensors).toBe(before);
  });
});

test("the second coordinate runs fastest", () => {
  const [row] = logJointOnGrid(plane, [[0, 0]], { radius: 1, nodes: 3 });
  // z = (−1, 1) is the third point, and (1, −1) the seventh
  const at = (z: number[]) =>
    -Math.log(2 * Math.PI) * 2 -
    2 * Math.log(0.6) -
    (z[0] ** 2 + z[1] ** 2) / 2 -
    ((z[0] + 0.5 * z[1]) ** 2 + (1 - 0.3 * z[0] + 2 * z[1]) ** 2) / 0.72;
  expect(row[2]).toBeCloseTo(at([-1, 1]), 4);
  expect(row[6]).toBeCloseTo(at([1, -1]), 4);
});

test("one latent dimension is as good, three are refused", () => {
  const line = linearGaussian({ weights: [[0.8]], bias: [0.3], scale: 0.5 });
  const exact = logMarginalExact(line, [[1.5]]);
  expect(logMarginalOnGrid(line, [[1.5]], { radius: 8, nodes: 401 })[0]).toBeCloseTo(exact[0], 4);
  const space = linearGaussian({ weights: [[1, 1, 1]], bias: [0], scale: 1 });
  expect(() => logMarginalOnGrid(space, [[1]])).toThrow(
    "logMarginalOnGrid needs a one- or two-dimensional latent, got 3",
  );
  expect(() => logJointOnGrid(line, [[1]], { nodes: 1 })).toThrow("logJointOnGrid needs at least two nodes, got 1");
  expect(() => logMarginalOnGrid(line, [[1]], { radius: 0 })).toThrow(
    "logMarginalOnGrid needs a positive radius, got 0",
  );
});
