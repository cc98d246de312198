import { describe, expect, test } from "vitest";
import { elbo } from "../../src/bounds/elbo";
import { elboByEnumeration } from "../../src/bounds/elbo-by-enumeration";
import { bestBit, bestBits, factorizedElbo } from "../../src/bounds/factorized-bits";
import { autoregressive } from "../../src/distributions/autoregressive";
import { bernoulli } from "../../src/distributions/bernoulli";
import { independent } from "../../src/distributions/independent";
import { coordinateAscent } from "../../src/fitting/coordinate-ascent";
import { logMarginalByEnumeration } from "../../src/marginals/enumeration";
import { latentBits } from "../../src/models/latent-bits";
import { missingBits } from "../../src/models/missing-bits";
import { logJoint } from "../../src/models/model";
import { meanWithError, sum, toNumbers } from "../../src/tensors/numbers";
import { keyFromSeed, normalNumbers } from "../../src/tensors/random";
import * as tf from "../../src/tensors/tf";

const randomRows = (seed: number, rows: number, columns: number) => {
  const numbers = normalNumbers(keyFromSeed(seed), rows * columns);
  return Array.from({ length: rows }, (_, i) => [...numbers.slice(i * columns, (i + 1) * columns)]);
};
const bitsOf = (state: number, size: number) => Array.from({ length: size }, (_, d) => (state >> (size - 1 - d)) & 1);
const states = (size: number) => Array.from({ length: 2 ** size }, (_, state) => bitsOf(state, size));

const SIZE = 7;
const NUM_MISSING = 4;
const pixels = {
  weights: randomRows(1, SIZE, SIZE),
  bias: randomRows(2, 1, SIZE)[0],
  numMissing: NUM_MISSING,
};
const hidden = { prior: [0.3, 0.9, 0.5], weights: randomRows(3, 4, 3), bias: randomRows(4, 1, 4)[0] };

const CASES = [
  { name: "missing bits of an autoregressive model", model: missingBits(pixels), size: SIZE - NUM_MISSING },
  { name: "independent latent bits", model: latentBits(hidden), size: 4 },
];

describe.each(CASES)("with $name", ({ model, size }) => {
  const everyX = states(size);
  const everyZ = states(model.latentDim);

  test("the table of log joints is what prior and likelihood say as tensors, bit by bit", () => {
    const table = model.logJointTable(everyX);
    everyZ.forEach((z, c) => {
      const fromTensors = toNumbers(logJoint(model, tf.tensor2d(everyX), tf.tensor3d([everyX.map(() => z)])));
      fromTensors.forEach((value, i) => {
        expect(value).toBeCloseTo(table[i][c], 4);
      });
    });
  });

  test("the joint of all x and z sums to one", () => {
    expect(sum(logMarginalByEnumeration(model, everyX).map(Math.exp))).toBeCloseTo(1, 12);
  });

  test("the factorised bound is the bound by enumeration, at any q, also a certain one", () => {
    const [table] = model.logJointTable([everyX[1]]);
    for (const q of [everyZ[0].map((_, d) => (d + 1) / 7), everyZ[0].map((_, d) => d % 2), everyZ[0].map(() => 0.5)]) {
      const joint = everyZ.map((z) => z.reduce((p, bit, d) => p * (bit === 1 ? q[d] : 1 - q[d]), 1));
      const written = elboByEnumeration(model, [joint], [everyX[1]]);
      const contracted = factorizedElbo(table, q);
      expect(contracted.elbo).toBeCloseTo(written.elbo[0], 12);
      expect(contracted.entropy).toBeCloseTo(written.entropy[0], 12);
    }
  });

  test("the best bit is better than any other, and coordinate ascent rises below the truth", () => {
    const x = everyX[2];
    const [table] = model.logJointTable([x]);
    const bound = (q: readonly number[]) => factorizedElbo(table, q).elbo;
    const start = everyZ[0].map(() => 0.5);
    const best = bestBit(table, start, 1);
    for (const other of [0, 0.1, 0.5, 0.9, 1, best + 0.01, best - 0.01].filter((p) => p >= 0 && p <= 1)) {
      expect(bound(start.with(1, other))).toBeLessThanOrEqual(bound(start.with(1, best)));
    }
    const { phi, history, converged } = coordinateAscent({ start, best: (q, d) => bestBit(table, q, d), bound });
    expect(converged).toBe(true);
    expect(history.every((value, i) => i === 0 || value >= history[i - 1] - 1e-12)).toBe(true);
    expect(bound(phi)).toBeLessThan(logMarginalByEnumeration(model, [x])[0]);
  });

  test("a whole sweep is every bit at its best in turn, also where φ is certain", () => {
    const [table] = model.logJointTable([everyX[2]]);
    for (const start of [everyZ[0].map(() => 0.5), everyZ[0].map((_, d) => [0, 1, 0.3, 0.9][d % 4])]) {
      const inTurn = [...start];
      for (let d = 0; d < inTurn.length; d++) inTurn[d] = bestBit(table, inTurn, d);
      const atOnce = bestBits(table, start);
      for (const [d, p] of inTurn.entries()) expect(atOnce[d]).toBeCloseTo(p, 12);
    }
    const bound = (q: readonly number[]) => factorizedElbo(table, q).elbo;
    const start = everyZ[0].map(() => 0.5);
    const { history } = coordinateAscent({ start, sweep: (q) => bestBits(table, q), bound });
    const single = coordinateAscent({ start, best: (q, d) => bestBit(table, q, d), bound });
    expect(history.length).toBe(single.history.length);
    expect(history[history.length - 1]).toBeCloseTo(single.history[history.length - 1], 9);
  });

  test("the bound from draws of coins is unbiased for the factorised bound, within 4 standard errors", () => {
    const x = everyX[3];
    const q = everyZ[0].map((_, d) => 0.2 + 0.15 * d);
    const copies = Array.from({ length: 4000 }, () => x);
    const coins = independent(bernoulli(copies.map(() => q.map((p) => Math.log(p / (1 - p))))));
    const draws = toNumbers(elbo(model, coins, copies, { key: keyFromSeed(9), numSamples: 1 }));
    const { mean, standardError } = meanWithError(draws);
    expect(Math.abs(mean - factorizedElbo(model.logJointTable([x])[0], q).elbo)).toBeLessThan(4 * standardError);
  });
});

test("an autoregressive distribution sums to one, and its draws have its probabilities, within 4 standard errors", () => {
  const distribution = autoregressive(pixels.weights, pixels.bias);
  const everyX = states(SIZE);
  const masses = toNumbers(distribution.logProb(tf.tensor2d(everyX))).map(Math.exp);
  expect(sum(masses)).toBeCloseTo(1, 4);
  const draws = distribution.sample(keyFromSeed(5), 20_000).arraySync() as number[][];
  for (const [p, q] of [
    [0, 1],
    [2, 6],
    [5, 6],
  ]) {
    const expected = sum(everyX.map((x, i) => x[p] * x[q] * masses[i]));
    const { mean, standardError } = meanWithError(draws.map((x) => x[p] * x[q]));
    expect(Math.abs(mean - expected)).toBeLessThan(4 * standardError);
  }
});

test("what comes first in an autoregressive model needs no sum: the marginal of the missing bits is the plain product", () => {
  const model = missingBits(pixels);
  const everyX = states(SIZE - NUM_MISSING);
  const prior = toNumbers(model.prior().logProb(tf.tensor2d(states(NUM_MISSING))));
  const table = model.logJointTable(everyX);
  prior.forEach((value, c) => {
    expect(Math.log(sum(table.map((row) => Math.exp(row[c]))))).toBeCloseTo(value, 5);
  });
});

test.each([
  ["missingBits needs from 1 to 6 latent bits, got 7", () => missingBits({ ...pixels, numMissing: 7 })],
  ["missingBits needs x of zeros and ones, got 2", () => missingBits(pixels).logJointTable([[0, 1, 2]])],
  ["latentBits needs x of zeros and ones, got 2", () => latentBits(hidden).logJointTable([[0, 1, 2, 0]])],
  ["latentBits needs x of 4 bits, got 2", () => latentBits(hidden).logJointTable([[0, 1]])],
  ["missingBits needs x of 3 bits, got 2", () => missingBits(pixels).logJointTable([[0, 1]])],
  [
    "latentBits needs prior probabilities between 0 and 1, got 1",
    () => latentBits({ ...hidden, prior: [1, 0.5, 0.5] }),
  ],
  [
    "latentBits needs probabilities that sum to 1, got [1.5, -0.5]",
    () => latentBits({ ...hidden, prior: [1.5, 0, 0] }),
  ],
  [
    "latentBits needs weights of 4 × 2, a row for each bias and a column for each latent bit, got 4 × 3",
    () => latentBits({ ...hidden, prior: [0.5, 0.5] }),
  ],
  [
    "factorizedElbo needs a log joint for each of the 2^2 values of z, got 3",
    () => factorizedElbo([0, 0, 0], [0.5, 0.5]),
  ],
  ["bestBit needs a bit from 0 to 0, got 1", () => bestBit([0, 0], [0.5], 1)],
  ["bestBit needs probabilities from 0 to 1, got 1.5", () => bestBit([0, 0], [1.5], 0)],
])("%s", (message, act) => {
  expect(act).toThrow(message);
});
