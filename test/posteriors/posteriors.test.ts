import { describe, expect, test } from "vitest";
import { elboByGaussHermite } from "../../src/bounds/elbo-by-gauss-hermite";
import { elboOnGrid } from "../../src/bounds/elbo-on-grid";
import type { Distribution } from "../../src/distributions/distribution";
import { diagonalNormal, fullNormal } from "../../src/distributions/families";
import type { Family } from "../../src/distributions/family";
import { logMarginalExact } from "../../src/marginals/exact";
import { linearGaussian } from "../../src/models/linear-gaussian";
import { mlp } from "../../src/networks/mlp";
import { amortized } from "../../src/posteriors/amortized";
import { nearest } from "../../src/posteriors/nearest";
import { perDatapoint } from "../../src/posteriors/per-datapoint";
import type { Posterior } from "../../src/posteriors/posterior";
import { refined } from "../../src/posteriors/refined";
import { toNumbers } from "../../src/tensors/numbers";
import { keyFromSeed } from "../../src/tensors/random";
import * as tf from "../../src/tensors/tf";

const batch = {
  x: tf.tensor2d([
    [1, 2],
    [3, 4],
    [5, 6],
  ]),
  indices: [4, 0, 2],
};

test("each datapoint has its own φ, and only the φ of the batch feel a gradient", () => {
  const posterior = perDatapoint({ numData: 5, latentDim: 2 });
  const z = tf.zeros([1, 3, 2]);
  const { grads } = tf.variableGrads(
    () => posterior.given(batch).logProb(z.add(1)).sum() as tf.Scalar,
    Object.values(posterior.params),
  );
  const loc = Object.entries(grads).find(([, g]) => g.shape[0] === 5)![1];
  const rows = (loc.arraySync() as number[][]).map((row) => row.some((value) => value !== 0));
  expect(rows).toEqual([true, false, true, false, true]);
});

test("a fresh φ is the prior", () => {
  const q = perDatapoint({ numData: 5, latentDim: 2 }).given(batch);
  expect([q.batchShape, q.eventShape]).toEqual([[3], [2]]);
  expect(toNumbers(q.logProb(tf.zeros([1, 3, 2])))[0]).toBeCloseTo(-Math.log(2 * Math.PI), 5);
});

test("an encoder gives one distribution for each datapoint, means before log scales", () => {
  const encoder = mlp({ sizes: [2, 4], key: keyFromSeed(1) });
  const q = amortized(encoder).given(batch);
  const [first] = encoder.apply(batch.x).arraySync() as number[][];
  const logDensity = toNumbers(
    q.logProb(
      tf.tensor3d([
        [
          [first[0], first[1]],
          [0, 0],
          [0, 0],
        ],
      ]),
    ),
  )[0];
  expect(logDensity).toBeCloseTo(-first[2] - first[3] - Math.log(2 * Math.PI), 4);
});

test.each([
  [
    "perDatapoint needs indices from 0 to 4, got 5",
    () => perDatapoint({ numData: 5, latentDim: 1 }).given({ ...batch, indices: [5] }),
  ],
  ["perDatapoint needs a whole positive numData, got 0", () => perDatapoint({ numData: 0, latentDim: 1 })],
  [
    "amortized needs an encoder with an even number of outputs, got 3",
    () => amortized(mlp({ sizes: [2, 3], key: keyFromSeed(1) })).given(batch),
  ],
])("%s", (message, act) => {
  expect(act).toThrow(message);
});

describe("a datapoint that was not trained on", () => {
  const model = linearGaussian({ weights: [[1.5]], bias: [0], scale: 0.8 });
  const x = [[-1], [0.4], [2.2]];
  const unseen = { x: tf.tensor2d(x), indices: [] };
  const exact = logMarginalExact(model, x);
  const boundOf = (posterior: Posterior) =>
    tf.tidy(() => toNumbers(elboOnGrid(model, posterior.given(unseen), unseen.x)));

  test("gets, by nearest, the q of the training datapoint next to it", () => {
    const trained = perDatapoint({ numData: 3, latentDim: 1 });
    trained.params.loc.assign(tf.tensor2d([[5], [-0.9], [0.3]]));
    const q = nearest(trained, [[9], [-0.8], [0.5]]).given(unseen);
    const locs = toNumbers(q.sample(keyFromSeed(1), 20_000).mean(0));
    [-0.9, 0.3, 0.3].slice(0, 2).forEach((loc, i) => {
      expect(Math.abs(locs[i] - loc)).toBeLessThan(4 / Math.sqrt(20_000));
    });
    expect(() => nearest(trained, x).given({ x: tf.zeros([2, 3]), indices: [] })).toThrow(
      "nearest needs x of shape [B, 1], got [2,3]",
    );
  });

  test("gets, by refinement, a bound that no step lowers and that nears the truth", () => {
    const encoder = mlp({ sizes: [1, 2], key: keyFromSeed(3) });
    const after = (steps: number) =>
      boundOf(
        refined({
          family: diagonalNormal(1),
          start: (batch) => encoder.apply(batch.x),
          bound: (q, batch) => elboOnGrid(model, q, batch.x),
          steps,
        }),
      );
    const traces = [0, 1, 2, 5, 20, 100].map(after);
    expect(traces[0]).toEqual(boundOf(amortized(encoder)).map((value) => expect.closeTo(value, 5)));
    exact.forEach((truth, i) => {
      const trace = traces.map((bounds) => bounds[i]);
      expect(trace.every((value, s) => s === 0 || value >= trace[s - 1])).toBe(true);
      expect(truth - trace[0]).toBeGreaterThan(0.05);
      expect(Math.abs(truth - trace[5])).toBeLessThan(1e-4);
    });
  });

  test("is refined to the best of its family in a few natural steps, however oblique the posterior", () => {
    const plane = linearGaussian({
      weights: [
        [1, 0.5],
        [0.5, 1],
      ],
      bias: [0, 0],
      scale: 0.3,
    });
    const x = tf.tensor2d([[1, 2]]);
    const truth = logMarginalExact(plane, [[1, 2]])[0];
    const bestOf = (family: Family, steps: number) => {
      const bound = (q: Distribution, { x }: { x: tf.Tensor }) => elboByGaussHermite(plane, q, x, { nodes: 4 });
      const batch = { x, indices: [0] };
      return toNumbers(bound(refined({ family, bound, steps }).given(batch), batch))[0];
    };
    expect(truth - bestOf(fullNormal(2), 60)).toBeLessThan(1e-3);
    // of the factorised normals, the best has the variances 1/Λ_dd, and is ½ log(Λ₁₁Λ₂₂/|Λ|) below
    const [a, b] = [1 + 1.25 / 0.09, 1 / 0.09]; // Λ = I + WᵀW/σ²
    expect(truth - bestOf(diagonalNormal(2), 60)).toBeCloseTo(0.5 * Math.log((a * a) / (a * a - b * b)), 3);
  });

  test("is refined without leaving tensors behind", () => {
    const before = tf.memory().numTensors;
    boundOf(refined({ family: diagonalNormal(1), bound: (q, batch) => elboOnGrid(model, q, batch.x), steps: 3 }));
    expect(tf.memory().numTensors).toBe(before);
  });

  test("refined needs a whole number of steps of at least 0, got -1", () => {
    expect(() => refined({ family: diagonalNormal(1), bound: () => tf.zeros([1]), steps: -1 })).toThrow(
      "refined needs a whole number of steps of at least 0, got -1",
    );
  });
});
