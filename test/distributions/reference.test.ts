import { describe, expect, test } from "vitest";
import { bernoulli } from "../../src/distributions/bernoulli";
import { categorical } from "../../src/distributions/categorical";
import type { Distribution } from "../../src/distributions/distribution";
import { kl } from "../../src/distributions/kl";
import { laplace } from "../../src/distributions/laplace";
import { logistic } from "../../src/distributions/logistic";
import { mixture } from "../../src/distributions/mixture";
import { multivariateNormal } from "../../src/distributions/multivariate-normal";
import { normal } from "../../src/distributions/normal";
import { logMarginalExact } from "../../src/marginals/exact";
import { linearGaussian } from "../../src/models/linear-gaussian";
import { toNumbers } from "../../src/tensors/numbers";
import * as tf from "../../src/tensors/tf";
import reference from "../reference/densities.json";

/** float32 carries seven digits of each term of a sum; the largest term here is the result itself, or of order one. */
const expectFloat32 = (value: number, expected: number) =>
  expect(Math.abs(value - expected)).toBeLessThan(2e-6 * (1 + Math.abs(expected)));

const at = (distribution: Distribution, x: tf.TensorLike) => toNumbers(distribution.logProb(tf.tensor(x)));

describe("log densities are SciPy's", () => {
  test.each([
    ["normal", normal],
    ["laplace", laplace],
    ["logistic", logistic],
  ] as const)("%s, on a grid of parameters", (name, make) => {
    for (const { loc, scale, x, logProb } of reference[name]) expectFloat32(at(make(loc, scale), x)[0], logProb);
  });

  test("multivariate normal", () => {
    const { loc, scaleTril, x, logProb } = reference.multivariateNormal;
    at(multivariateNormal(loc, scaleTril), x).forEach((value, i) => {
      expectFloat32(value, logProb[i]);
    });
  });

  test("mixture", () => {
    const { x, logProb } = reference.mixture;
    at(mixture([0.2, 0.5, 0.3], normal([-3, 0, 4], [0.5, 1, 2])), x).forEach((value, i) => {
      expectFloat32(value, logProb[i]);
    });
  });

  test("Bernoulli, also at logits of ±50, with finite gradients", () => {
    for (const { logit, one, zero } of reference.bernoulli) {
      expectFloat32(at(bernoulli(logit), 1)[0], one);
      expectFloat32(at(bernoulli(logit), 0)[0], zero);
      const slope = tf.grad((l: tf.Tensor) => bernoulli(l).logProb(tf.scalar(1)))(tf.scalar(logit));
      expect(toNumbers(slope)[0]).toBeCloseTo(1 / (1 + Math.exp(logit)), 6);
    }
  });
});

describe("KLs are SciPy's", () => {
  test("of normals, by its quadrature", () => {
    for (const { q, p, kl: expected } of reference.klNormals) {
      expectFloat32(toNumbers(kl(normal(q[0], q[1]), normal(p[0], p[1])))[0], expected);
    }
  });

  test("of categoricals", () => {
    const { q, p, kl: expected } = reference.klCategoricals;
    expectFloat32(toNumbers(kl(categorical(q.map(Math.log)), categorical(p.map(Math.log))))[0], expected);
  });
});

test("the marginal of a linear-Gaussian model is SciPy's, in float64", () => {
  const { x, logMarginal, ...params } = reference.linearGaussian;
  logMarginalExact(linearGaussian(params), x).forEach((value, i) => {
    expect(value).toBeCloseTo(logMarginal[i], 10);
  });
});
