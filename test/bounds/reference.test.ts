import { expect, test } from "vitest";
import { doublyReparameterized } from "../../src/bounds/doubly-reparameterized";
import { elbo } from "../../src/bounds/elbo";
import { elboClosedFormKl } from "../../src/bounds/elbo-closed-form-kl";
import { iwaeBound } from "../../src/bounds/iwae";
import { scoreFunction } from "../../src/bounds/score-function";
import { stickTheLanding } from "../../src/bounds/stick-the-landing";
import type { Distribution } from "../../src/distributions/distribution";
import { independent } from "../../src/distributions/independent";
import { normal } from "../../src/distributions/normal";
import { linearGaussian } from "../../src/models/linear-gaussian";
import { toNumbers } from "../../src/tensors/numbers";
import { keyFromSeed } from "../../src/tensors/random";
import * as tf from "../../src/tensors/tf";
import reference from "../reference/gradients.json";

const { weight, scale, x, noise, loc, logScale, estimates } = reference.bounds;
const model = linearGaussian({ weights: [[weight]], bias: [0], scale });
const BOUNDS = {
  elbo,
  elboClosedFormKl,
  stickTheLanding,
  scoreFunction: scoreFunction({ baseline: "leave-one-out" }),
  iwaeBound,
  doublyReparameterized,
};

/** A normal whose draws are made from the reference's noise. */
function withNoise(mu: tf.Tensor, sigma: tf.Tensor): Distribution {
  return {
    ...independent(normal(mu, sigma)),
    sample: () => mu.add(sigma.mul(tf.tensor3d(noise.map((epsilon) => [[epsilon]])))),
  };
}

test.each(Object.entries(BOUNDS))("%s, value and gradient, is PyTorch's at the same noise", (name, bound) => {
  const expected = estimates[name as keyof typeof estimates];
  const f = (mu: tf.Tensor, l: tf.Tensor) =>
    bound(model, withNoise(mu, l.exp()), [[x]], { key: keyFromSeed(0), numSamples: noise.length }).sum();
  const at = [tf.tensor2d([[loc]]), tf.tensor2d([[logScale]])];
  expect(toNumbers(f(at[0], at[1]))[0]).toBeCloseTo(expected.value, 5);
  const slopes = tf
    .grads(f)(at)
    .flatMap((slope) => toNumbers(slope));
  slopes.forEach((slope, i) => {
    expect(slope).toBeCloseTo(expected.gradient[i], 4);
  });
});
