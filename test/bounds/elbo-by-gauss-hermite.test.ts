import { describe, expect, test } from "vitest";
import { elboByGaussHermite } from "../../src/bounds/elbo-by-gauss-hermite";
import { elboByQuadrature } from "../../src/bounds/elbo-by-quadrature";
import { independent } from "../../src/distributions/independent";
import { laplace } from "../../src/distributions/laplace";
import { multivariateNormal } from "../../src/distributions/multivariate-normal";
import { normal } from "../../src/distributions/normal";
import { logMarginalExact } from "../../src/marginals/exact";
import { deepLatent } from "../../src/models/deep-latent";
import { asDistribution, linearGaussian } from "../../src/models/linear-gaussian";
import { mlp } from "../../src/networks/mlp";
import { toNumbers } from "../../src/tensors/numbers";
import * as tf from "../../src/tensors/tf";
import { PLANE } from "../models/plane";

const plane = linearGaussian(PLANE);

test("at the posterior it is the exact log p(x), with three nodes or more", () => {
  const x = [[1, 2, 3]];
  const q = asDistribution(plane.posterior(x[0]));
  for (const nodes of [3, 8]) {
    expect(toNumbers(elboByGaussHermite(plane, q, x, { nodes }))[0]).toBeCloseTo(logMarginalExact(plane, x)[0], 4);
  }
});

describe("on a curved decoder", () => {
  const wave = (decoder: readonly number[]) =>
    deepLatent({
      decoder: mlp({
        layers: [
          { weight: [[1.5, -0.4]], bias: [...decoder] },
          {
            weight: [
              [2, 0],
              [0.5, 1],
            ],
            bias: [0, 0],
          },
        ],
      }),
      latentDim: 1,
      likelihood: (loc) => independent(normal(loc, 0.5)),
    });
  const model = wave([0.3, 0]);
  const x = [
    [1, 0.2],
    [-1.5, 0.1],
  ];

  test("it is what the grid gives, for each datapoint its own q", () => {
    const q = independent(normal([[0.4], [-0.8]], [[0.3], [0.5]]));
    const { elbo } = elboByQuadrature(model, q, x, { tolerance: 1e-5 });
    toNumbers(elboByGaussHermite(model, q, x, { nodes: 16 })).forEach((value, i) => {
      expect(value).toBeCloseTo(elbo[i], 4);
    });
  });

  test("its gradient with respect to q is that of finite differences", () => {
    const at = (loc: tf.Tensor) => elboByGaussHermite(model, independent(normal(loc, 0.4)), x, { nodes: 16 });
    const slope = toNumbers(tf.grad((loc: tf.Tensor) => at(loc).sum())(tf.tensor2d([[0.4], [-0.8]])));
    const h = 1e-2;
    const values = [h, -h].map((d) => toNumbers(at(tf.tensor2d([[0.4 + d], [-0.8 + d]]))));
    slope.forEach((value, i) => {
      expect(value).toBeCloseTo((values[0][i] - values[1][i]) / (2 * h), 2);
    });
  });
});

test("another q than a normal, and one without a batch of the data, are refused", () => {
  const x = [[1, 2, 3]];
  expect(() => elboByGaussHermite(plane, independent(laplace([[0, 0]], 1)), x)).toThrow(
    "elboByGaussHermite needs a normal q over one or two latent dimensions, got independent laplace over [2]",
  );
  expect(() =>
    elboByGaussHermite(
      plane,
      multivariateNormal(
        [0, 0],
        [
          [1, 0],
          [0, 1],
        ],
      ),
      x,
    ),
  ).toThrow("elboByGaussHermite needs a q of batch [1], one for each datapoint, got []");
});
