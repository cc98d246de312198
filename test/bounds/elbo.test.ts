import { describe, expect, test } from "vitest";
import { elbo } from "../../src/bounds/elbo";
import { elboByEnumeration } from "../../src/bounds/elbo-by-enumeration";
import { oldFaithful } from "../../src/data/old-faithful";
import { categorical } from "../../src/distributions/categorical";
import { normal } from "../../src/distributions/normal";
import { logMarginalByEnumeration, posteriorByEnumeration } from "../../src/marginals/enumeration";
import { discreteModel } from "../../src/models/discrete-model";
import { gaussianMixture } from "../../src/models/gaussian-mixture";
import type { FiniteLatentModel, LatentVariableModel } from "../../src/models/model";
import { meanWithError, sum, toNumbers } from "../../src/tensors/numbers";
import { keyFromSeed, splitKey, uniformNumbers } from "../../src/tensors/random";
import type { Rows } from "../../src/tensors/shapes";
import * as tf from "../../src/tensors/tf";

interface Case {
  readonly name: string;
  readonly model: FiniteLatentModel;
  readonly x: Rows;
}

const CASES: readonly Case[] = [
  {
    name: "two tables",
    model: discreteModel({
      prior: [0.6, 0.4],
      likelihood: [
        [0.8, 0.2],
        [0.1, 0.9],
      ],
    }),
    x: [[1], [0]],
  },
  {
    name: "a Gaussian mixture of three",
    model: gaussianMixture({
      weights: [0.2, 0.5, 0.3],
      means: [
        [2, 55],
        [3, 70],
        [4.3, 80],
      ],
      covariances: [1, 2, 3].map((c) => [
        [0.3 * c, 0.5],
        [0.5, 30],
      ]),
    }),
    x: oldFaithful().rows.slice(0, 8),
  },
];

/** A q for each datapoint, at random. */
function randomQ({ model, x }: Case, seed: number): number[][] {
  return splitKey(keyFromSeed(seed), x.length).map((key) => {
    const weights = [...uniformNumbers(key, model.numComponents)];
    return weights.map((weight) => weight / sum(weights));
  });
}

const asCategorical = (q: Rows) => categorical(q.map((row) => row.map(Math.log)));

describe.each(CASES)("on $name", (example) => {
  const { model, x } = example;
  const truth = logMarginalByEnumeration(model, x);
  const posterior = posteriorByEnumeration(model, x);

  test("the bound by enumeration is below the truth for every q, by exactly KL(q ∥ p(z∣x))", () => {
    for (let seed = 0; seed < 50; seed++) {
      const q = randomQ(example, seed);
      elboByEnumeration(model, q, x).elbo.forEach((bound, i) => {
        const divergence = sum(q[i].map((p, c) => p * Math.log(p / posterior[i][c])));
        expect(bound).toBeLessThanOrEqual(truth[i]);
        expect(truth[i] - bound).toBeCloseTo(divergence, 10);
      });
    }
  });

  test("at the posterior the bound is the truth, by enumeration and from any draws", () => {
    const enumerated = elboByEnumeration(model, posterior, x).elbo;
    const drawn = toNumbers(elbo(model, asCategorical(posterior), x, { key: keyFromSeed(5), numSamples: 7 }));
    truth.forEach((value, i) => {
      expect(enumerated[i]).toBeCloseTo(value, 12);
      expect(Math.abs(drawn[i] - value)).toBeLessThan(1e-5 * (1 + Math.abs(value)));
    });
  });

  test("the bound from draws is unbiased for the bound by enumeration, within 4 standard errors", () => {
    const q = randomQ(example, 99);
    const exact = elboByEnumeration(model, q, x).elbo;
    for (const i of x.keys()) {
      const copies = Array.from({ length: 4000 }, () => x[i]);
      const draws = toNumbers(
        elbo(model, asCategorical(copies.map(() => q[i])), copies, { key: keyFromSeed(i), numSamples: 1 }),
      );
      const { mean, standardError } = meanWithError(draws);
      expect(Math.abs(mean - exact[i])).toBeLessThan(4 * standardError);
    }
  });

  test("a q that is certain costs no entropy", () => {
    const certain = x.map(() => Array.from({ length: model.numComponents }, (_, c) => (c === 1 ? 1 : 0)));
    const { entropy, expectedLogJoint } = elboByEnumeration(model, certain, x);
    expect(entropy).toEqual(x.map(() => 0));
    expect(expectedLogJoint).toEqual(model.logJointTable(x).map((row) => row[1]));
  });

  test("the bound from draws leaves exactly its result behind", () => {
    const before = tf.memory().numTensors;
    const bound = elbo(model, asCategorical(posterior), x, { key: keyFromSeed(1), numSamples: 3 });
    expect(bound.shape).toEqual([x.length]);
    expect(tf.memory().numTensors).toBe(before + 1);
    bound.dispose();
  });
});

describe("with a real-valued latent, z ~ N(0, 1) and x∣z ~ N(z, 1)", () => {
  const model: LatentVariableModel = {
    prior: () => ({ ...normal(0, 1), logProb: (z) => tf.tidy(() => normal(0, 1).logProb(z)) }),
    likelihood: (z) => {
      const base = normal(z, 1);
      return { ...base, eventShape: [1], logProb: (x) => tf.tidy(() => base.logProb(x.squeeze([-1]))) };
    },
  };

  test("the bound has the closed form of its formula, within 4 standard errors", () => {
    const [m, s, x] = [0.2, 0.6, 1];
    const closed =
      -Math.log(2 * Math.PI) -
      (m * m + s * s) / 2 -
      ((x - m) ** 2 + s * s) / 2 +
      Math.log(2 * Math.PI * Math.E * s * s) / 2;
    const copies = Array.from({ length: 4000 }, () => [x]);
    const draws = toNumbers(
      elbo(
        model,
        normal(
          copies.map(() => m),
          s,
        ),
        copies,
        { key: keyFromSeed(3), numSamples: 1 },
      ),
    );
    const { mean, standardError } = meanWithError(draws);
    expect(Math.abs(mean - closed)).toBeLessThan(4 * standardError);
  });
});

describe("bad arguments are refused in words", () => {
  const { model, x } = CASES[0];
  const q = asCategorical([
    [0.5, 0.5],
    [0.5, 0.5],
  ]);
  const mc = { key: keyFromSeed(0), numSamples: 1 };
  test.each([
    ["elbo needs a whole number of samples of at least 1, got 0", () => elbo(model, q, x, { ...mc, numSamples: 0 })],
    [
      "elbo needs a q of batch [2], one for each datapoint, got [1]",
      () => elbo(model, asCategorical([[0.5, 0.5]]), x, mc),
    ],
    ["elbo needs x of shape [B, P], got [2]", () => elbo(model, q, tf.tensor1d([1, 0]), mc)],
    ["elbo needs at least one datapoint of at least one number, got none", () => elbo(model, q, [], mc)],
    ["elboByEnumeration needs q of 2 × 2, got 1 × 2", () => elboByEnumeration(model, [[0.5, 0.5]], x)],
    [
      "elboByEnumeration needs q of 2 × 2, got 2 × 3",
      () =>
        elboByEnumeration(
          model,
          [
            [0.2, 0.3, 0.5],
            [1, 0, 0],
          ],
          x,
        ),
    ],
    [
      "elboByEnumeration needs probabilities that sum to 1, got [0.5, 0.6]",
      () =>
        elboByEnumeration(
          model,
          [
            [0.5, 0.6],
            [1, 0],
          ],
          x,
        ),
    ],
  ])("%s", (message, act) => {
    expect(act).toThrow(message);
  });
});
