import { expect, test } from "vitest";
import { stickTheLanding } from "../../src/bounds/stick-the-landing";
import { independent } from "../../src/distributions/independent";
import { normal } from "../../src/distributions/normal";
import { stacked } from "../../src/distributions/stacked";
import { keyFromSeed } from "../../src/tensors/random";
import * as tf from "../../src/tensors/tf";

const key = keyFromSeed(3);
const stack = (mean: tf.Tensor, slope: tf.Tensor) =>
  stacked(independent(normal(mean, 1)), (z) => independent(normal(z.mul(slope), 1)));

test("detached, its density moves with the draw as before, and with no parameter", () => {
  const at = [tf.tensor2d([[0.3], [-1]]), tf.tensor1d([0.8]), tf.randomUniform([4, 2, 2], -2, 2, "float32", 1)];
  const slopes = tf.grads((mean, slope, z) => stack(mean, slope).logProb(z).sum())(at);
  const held = tf.grads((mean, slope, z) => stack(mean, slope).detached().logProb(z).sum())(at);
  expect(held[2].arraySync()).toEqual(slopes[2].arraySync());
  for (const slope of held.slice(0, 2)) expect(slope.abs().max().dataSync()[0]).toBe(0);
  expect(slopes[1].abs().max().dataSync()[0]).toBeGreaterThan(0.1);
});

test("sticking the landing, at the true posterior, its gradient is zero for every draw", () => {
  const model = {
    prior: () => stack(tf.tensor1d([0]), tf.tensor1d([0.8])),
    likelihood: (z: tf.Tensor) => independent(normal(z.slice([0, 0, 0], [-1, -1, 1]).mul(0), 1)),
  };
  const x = tf.fill([5, 1], 0.5) as tf.Tensor2D;
  const gradients = tf.grads((mean, slope) =>
    stickTheLanding(model, stack(mean, slope), x, { key, numSamples: 1 }).sum(),
  )([tf.zeros([5, 1]), tf.tensor1d([0.8])]);
  for (const gradient of gradients) expect(gradient.abs().max().dataSync()[0]).toBeLessThan(1e-5);
});
