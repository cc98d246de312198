import { describe, expect, test } from "vitest";
import { elbo } from "../../src/bounds/elbo";
import { batches } from "../../src/data/batches";
import { diagonalNormal } from "../../src/distributions/families";
import { fromOutputs } from "../../src/distributions/family";
import { adam } from "../../src/fitting/optimizers";
import { svi } from "../../src/fitting/svi";
import { logMarginalByQuadrature } from "../../src/marginals/quadrature";
import { deepLatent } from "../../src/models/deep-latent";
import { mlp } from "../../src/networks/mlp";
import { perDatapoint } from "../../src/posteriors/per-datapoint";
import { mean } from "../../src/tensors/numbers";
import { keyFromSeed, normalNumbers } from "../../src/tensors/random";
import * as tf from "../../src/tensors/tf";

const noise = normalNumbers(keyFromSeed(1), 48);
const x = Array.from({ length: 24 }, (_, i) => [(i % 2 === 0 ? 2 : -2) + 0.3 * noise[2 * i]]);

function problem(innerSteps: number, epochs: number) {
  const decoder = mlp({ sizes: [1, 4, 2], key: keyFromSeed(2) });
  const model = deepLatent({ decoder, latentDim: 1, likelihood: (outputs) => fromOutputs(diagonalNormal(1), outputs) });
  const posterior = perDatapoint({ numData: 24, latentDim: 1 });
  const likelihood = () => mean(logMarginalByQuadrature(model, x, { tolerance: 1e-3 }).logMarginal);
  const run = () =>
    svi({
      maximize: (batch, key) => elbo(model, posterior.given(batch), batch.x, { key, numSamples: 4 }),
      theta: { params: [model.params], optimizer: adam(0.02) },
      phi: { params: [posterior.params], optimizer: adam(0.05) },
      innerSteps,
      batches: batches(x, { size: 12, epochs, key: keyFromSeed(3) }),
      key: keyFromSeed(4),
      every: 10,
    });
  return { model, posterior, likelihood, run };
}

describe("svi", () => {
  test("raises the exact likelihood, and its bound stays below it on average", async () => {
    const { likelihood, run } = problem(5, 60);
    const before = likelihood();
    const history = await run();
    expect(history.map(({ step }) => step)).toEqual(Array.from({ length: 12 }, (_, i) => 10 * (i + 1)));
    expect(likelihood()).toBeGreaterThan(before + 0.3);
    expect(mean(history.slice(-5).map(({ bound }) => bound))).toBeLessThan(likelihood());
  });

  test("the same key gives the same history", async () => {
    expect(await problem(2, 10).run()).toEqual(await problem(2, 10).run());
  });

  test("moves both φ and θ", async () => {
    const { model, posterior, run } = problem(3, 5);
    const theta = model.params.weight0.arraySync();
    await run();
    expect(model.params.weight0.arraySync()).not.toEqual(theta);
    expect(posterior.params.loc.arraySync()).not.toEqual(tf.zeros([24, 1]).arraySync());
  });

  test.each([
    ["a whole positive innerSteps, got 0", { innerSteps: 0 }],
    ["a whole positive every, got 1.5", { every: 1.5 }],
  ])("needs %s", async (message, options) => {
    const empty = { maximize: () => tf.zeros([1]), theta: { params: [] }, phi: { params: [] }, batches: [] };
    await expect(svi({ ...empty, innerSteps: 1, key: keyFromSeed(1), ...options })).rejects.toThrow(
      `svi needs ${message}`,
    );
  });

  test("stops at the first bound that is not a number, naming the batch", async () => {
    const { posterior, model } = problem(1, 1);
    const broken = svi({
      maximize: () => tf.fill([1], Number.NaN).mul(posterior.params.loc.sum()).mul(model.params.bias0.sum()),
      theta: { params: [model.params] },
      phi: { params: [posterior.params] },
      innerSteps: 1,
      batches: [0],
      key: keyFromSeed(1),
    });
    await expect(broken).rejects.toThrow("svi needs a finite bound, got NaN in batch 1");
  });
});
