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
import { poisson } from "../../src/distributions/poisson";
import { relaxedBernoulli } from "../../src/distributions/relaxed-bernoulli";
import { relaxedCategorical } from "../../src/distributions/relaxed-categorical";
import { logFactorial } from "../../src/tensors/math";
import { toNumbers } from "../../src/tensors/numbers";
import * as tf from "../../src/tensors/tf";
import pytorch from "../reference/gradients.json";
import scipy from "../reference/models.json";

type Parameters = Readonly<Record<string, tf.Tensor>>;

const MAKE: Readonly<Record<keyof typeof pytorch.densities, (p: Parameters) => Distribution>> = {
  normal: ({ loc, scale }) => normal(loc, scale),
  laplace: ({ loc, scale }) => laplace(loc, scale),
  logistic: ({ loc, scale }) => logistic(loc, scale),
  bernoulli: ({ logits }) => bernoulli(logits),
  categorical: ({ logits }) => categorical(logits),
  poisson: ({ rate }) => poisson(rate),
  relaxedBernoulli: ({ logits, temperature }) => relaxedBernoulli(logits, temperature),
  relaxedCategorical: ({ logits, temperature }) => relaxedCategorical(logits, temperature),
  multivariateNormal: ({ loc, scaleTril }) => multivariateNormal(loc, scaleTril),
  mixture: ({ logits, loc, scale }) => mixture(categorical(logits), normal(loc, scale)),
};

/** A point, the parameters by name, and what PyTorch says there. */
interface Row extends Readonly<Record<string, unknown>> {
  readonly x: tf.TensorLike;
  readonly logProb: number;
  readonly gradients: Readonly<Record<string, unknown>>;
}

/** float32 carries seven digits of each term of a sum. */
const expectFloat32 = (value: number, expected: number, digits = 2e-6) =>
  expect(Math.abs(value - expected)).toBeLessThan(digits * (1 + Math.abs(expected)));

test.each(Object.entries(pytorch.densities))("the log density of %s and its gradients are PyTorch's", (name, rows) => {
  for (const row of rows as readonly Row[]) {
    const { x, logProb, gradients } = row;
    const names = Object.keys(gradients);
    const values = names.map((parameter) => tf.tensor(row[parameter] as tf.TensorLike, undefined, "float32"));
    const at = tf.tensor(x, undefined, name === "categorical" ? "int32" : "float32");
    const density = (...parameters: tf.Tensor[]) =>
      MAKE[name as keyof typeof MAKE](
        Object.fromEntries(names.map((parameter, i) => [parameter, parameters[i]])),
      ).logProb(at);
    expectFloat32(toNumbers(density(...values))[0], logProb, 5e-6);
    const slopes = tf.grads((...p: tf.Tensor[]) => density(...p).sum())(values);
    names.forEach((parameter, i) => {
      const expected = [gradients[parameter]].flat(Infinity) as number[];
      toNumbers(slopes[i]).forEach((slope, p) => {
        expectFloat32(slope, expected[p], 2e-5);
      });
    });
  }
});

describe("SciPy's", () => {
  test("masses of the Poisson", () => {
    for (const { rate, x, logProb } of scipy.poisson) {
      expectFloat32(toNumbers(poisson(rate).logProb(tf.scalar(x)))[0], logProb, 5e-6);
    }
  });

  test("log factorials", () => {
    for (const { x, value } of scipy.logFactorial) expectFloat32(toNumbers(logFactorial(tf.scalar(x)))[0], value);
  });

  test("KLs of Poissons, of Laplaces and of normals with full covariances", () => {
    for (const { q, p, kl: expected } of scipy.klPoissons)
      expectFloat32(toNumbers(kl(poisson(q), poisson(p)))[0], expected, 1e-5);
    for (const { q, p, kl: expected } of scipy.klLaplaces) {
      expectFloat32(toNumbers(kl(laplace(q[0], q[1]), laplace(p[0], p[1])))[0], expected);
    }
    const { q, p, kl: expected } = scipy.klMultivariate;
    expectFloat32(
      toNumbers(kl(multivariateNormal(q.loc, q.scaleTril), multivariateNormal(p.loc, p.scaleTril)))[0],
      expected,
    );
  });
});
