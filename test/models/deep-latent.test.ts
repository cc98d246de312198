import { expect, test } from "vitest";
import { diagonalNormal, normalMixture } from "../../src/distributions/families";
import { free, fromOutputs } from "../../src/distributions/family";
import { independent } from "../../src/distributions/independent";
import { normal } from "../../src/distributions/normal";
import { stacked } from "../../src/distributions/stacked";
import { logMarginalByQuadrature } from "../../src/marginals/quadrature";
import { deepLatent } from "../../src/models/deep-latent";
import { logJoint } from "../../src/models/model";
import { mlp } from "../../src/networks/mlp";
import { linspace, sum } from "../../src/tensors/numbers";
import { keyFromSeed } from "../../src/tensors/random";
import * as tf from "../../src/tensors/tf";

const decoder = mlp({ sizes: [1, 4, 2], key: keyFromSeed(1) });
const likelihood = (outputs: tf.Tensor) => fromOutputs(diagonalNormal(1), outputs);
const everyX = linspace(-15, 15, 61).map((x) => [x]);

test("a learned prior's parameters are the model's, and are moved through log p(x, z)", () => {
  const prior = free(normalMixture(1, 2));
  const model = deepLatent({ decoder, latentDim: 1, likelihood, prior });
  expect(Object.keys(model.params)).toEqual(
    expect.arrayContaining(["weight0", "bias1", "prior.logits", "prior.loc", "prior.logScale"]),
  );
  const { grads } = tf.variableGrads(
    () => logJoint(model, tf.tensor2d([[0.3]]), tf.tensor3d([[[0.5]]])).sum() as tf.Scalar,
    [prior.params.loc],
  );
  expect(Object.values(grads)[0].arraySync()).not.toEqual([0, 0]);
});

test.each([
  ["a mixture for a prior", deepLatent({ decoder, latentDim: 1, likelihood, prior: free(normalMixture(1, 2)) })],
  [
    "two layers of latents, of which x sees the lower",
    deepLatent({
      decoder: { params: decoder.params, apply: (z) => decoder.apply(tf.split(z, 2, -1)[1]) },
      latentDim: 2,
      likelihood,
      prior: stacked(independent(normal([0], 1)), (z) => independent(normal(z.tanh().mul(2), 0.6))),
    }),
  ],
])("p(x) integrates to one, with %s", (_, model) => {
  const { logMarginal } = logMarginalByQuadrature(model, everyX, { tolerance: 1e-3 });
  expect(sum(logMarginal.map(Math.exp)) * 0.5).toBeCloseTo(1, 3);
});

test("a prior over another number of latents is refused", () => {
  expect(() => deepLatent({ decoder, latentDim: 2, likelihood, prior: independent(normal([0], 1)) })).toThrow(
    "deepLatent needs a prior over 2 numbers, got one over [1]",
  );
});
