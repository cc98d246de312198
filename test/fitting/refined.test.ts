import { describe, expect, test } from "vitest";
import { elbo } from "../../src/bounds/elbo";
import { elboByGaussHermite } from "../../src/bounds/elbo-by-gauss-hermite";
import { batches } from "../../src/data/batches";
import { bernoulli } from "../../src/distributions/bernoulli";
import { diagonalNormal } from "../../src/distributions/families";
import { fromOutputs } from "../../src/distributions/family";
import { independent } from "../../src/distributions/independent";
import { fit } from "../../src/fitting/fit";
import { adam } from "../../src/fitting/optimizers";
import { deepLatent } from "../../src/models/deep-latent";
import { mlp } from "../../src/networks/mlp";
import { refined } from "../../src/posteriors/refined";
import { toNumbers } from "../../src/tensors/numbers";
import { variablesOf } from "../../src/tensors/params";
import { foldIn, keyFromSeed } from "../../src/tensors/random";
import * as tf from "../../src/tensors/tf";

const key = keyFromSeed(3);
const family = diagonalNormal(2);
const x = Array.from({ length: 20 }, (_, i) => Array.from({ length: 6 }, (_, p) => Number((7 * i + p * p) % 3 === 0)));

/** A deep model, and a posterior that climbs from an encoder's φ to a better one for this model. */
function semiAmortized() {
  const encoder = mlp({ sizes: [6, 5, 4], key: foldIn(key, 1) });
  const model = deepLatent({
    decoder: mlp({ sizes: [2, 8, 6], key }),
    latentDim: 2,
    likelihood: (logits) => independent(bernoulli(logits)),
  });
  const posterior = refined({
    family,
    start: (batch) => encoder.apply(batch.x),
    bound: (q, batch) => elboByGaussHermite(model, q, batch.x, { nodes: 4 }),
    steps: 4,
  });
  return { model, posterior };
}

describe("a model whose posterior is refined at every step", () => {
  const end = async (compile: boolean) => {
    const before = tf.memory().numTensors;
    const { model, posterior } = semiAmortized();
    const history = await fit({
      maximize: (batch, k) => elbo(model, posterior.given(batch), batch.x, { key: k, numSamples: 2 }),
      params: [model.params],
      batches: batches(x, { size: 10, epochs: 12, key: foldIn(key, 2) }),
      optimizer: adam(0.02),
      key: foldIn(key, 4),
      every: 8,
      compile,
    });
    return {
      left: tf.memory().numTensors - before,
      bounds: history.map(({ bound }) => bound),
      theta: variablesOf([model.params]).flatMap((v) => [...v.dataSync()]),
    };
  };

  test("learns, and the same compiled or not", async () => {
    const [eager, compiled] = [await end(false), await end(true)];
    expect(eager.bounds[eager.bounds.length - 1]).toBeGreaterThan(eager.bounds[0] + 0.5);
    expect([eager.left, compiled.left]).toEqual([8, 8]); // the weights and biases of two networks of two layers
    expect(compiled.bounds).toEqual(eager.bounds.map((bound) => expect.closeTo(bound, 4)));
    expect(compiled.theta).toEqual(eager.theta.map((value) => expect.closeTo(value, 3)));
  });

  test("has the gradient of its bound at the q that the steps end at, held", () => {
    const { model, posterior } = semiAmortized();
    const batch = { x: tf.tensor2d(x), indices: x.map((_, i) => i) };
    const mc = { key, numSamples: 3 };
    const phi = tf.tensor2d(toNumbers(posterior.phi(batch)), [20, 4]);
    const variables = variablesOf([model.params]);
    const gradient = (bound: () => tf.Tensor) => {
      const { grads } = tf.variableGrads(() => bound().sum() as tf.Scalar, variables);
      return variables.flatMap(({ name }) => toNumbers(grads[name]));
    };
    const through = gradient(() => elbo(model, posterior.given(batch), batch.x, mc));
    const held = gradient(() => elbo(model, fromOutputs(family, phi), batch.x, mc));
    expect(through).toEqual(held.map((value) => expect.closeTo(value, 4)));
  });
});
