import { expect, test } from "vitest";
import { mlp } from "../../src/networks/mlp";
import { amortized } from "../../src/posteriors/amortized";
import { perDatapoint } from "../../src/posteriors/per-datapoint";
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
