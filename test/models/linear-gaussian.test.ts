import { expect, test } from "vitest";
import { linearGaussian } from "../../src/models/linear-gaussian";
import { logJoint } from "../../src/models/model";
import { inverse, multiply } from "../../src/tensors/linear-algebra";
import { toNumbers } from "../../src/tensors/numbers";
import * as tf from "../../src/tensors/tf";
import { PLANE } from "./plane";

const params = { ...PLANE, bias: [0.1, -0.2, 1] };
const model = linearGaussian(params);

test("the posterior is where the joint is highest: its mean has no gradient, its covariance is the inverse curvature", () => {
  const x = [1, 2, 3];
  const { mean, covariance } = model.posterior(x);
  const joint = (z: tf.Tensor) => logJoint(model, tf.tensor2d([x]), z.reshape([1, 1, 2])).sum();
  // float32: each gradient adds terms of size 10 that cancel
  expect(toNumbers(tf.grad(joint)(tf.tensor1d([...mean])))).toEqual([expect.closeTo(0, 4), expect.closeTo(0, 4)]);
  // −∂² log p(x, z)/∂z² by differences of the gradient, which is linear in z
  const gradient = (z: number[]) => toNumbers(tf.grad(joint)(tf.tensor1d(z)));
  const curvature = [0, 1].map((d) => {
    const moved = mean.map((value, i) => value + (i === d ? 1 : 0));
    return gradient(moved).map((slope, i) => gradient([...mean])[i] - slope);
  });
  expect(curvature.flat()).toEqual(
    inverse(covariance)
      .flat()
      .map((value) => expect.closeTo(value, 4)),
  );
});

test("the marginal is the mean and covariance of Wz + b + noise", () => {
  const { mean, covariance } = model.marginal();
  expect(mean).toEqual(params.bias);
  expect(covariance[0][1]).toBeCloseTo(1 * -0.3 + 0.5 * 2, 12);
  expect(covariance[2][2]).toBeCloseTo(0.49 + 0.49 + 0.36, 12);
});

test("a matrix times its inverse is the identity", () => {
  const { covariance } = model.marginal();
  multiply(covariance, inverse(covariance)).forEach((row, i) => {
    row.forEach((value, j) => {
      expect(value).toBeCloseTo(i === j ? 1 : 0, 10);
    });
  });
});

test.each([
  ["a row of weights for each bias, got 1 for 2", { weights: [[1]], bias: [0, 0], scale: 1 }],
  ["a positive scale, got 0", { weights: [[1]], bias: [0], scale: 0 }],
])("linearGaussian needs %s", (message, bad) => {
  expect(() => linearGaussian(bad)).toThrow(`linearGaussian needs ${message}`);
});
