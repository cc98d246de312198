import { describe, expect, test } from "vitest";
import { doublyReparameterized } from "../../src/bounds/doubly-reparameterized";
import { type Bound, elbo } from "../../src/bounds/elbo";
import { elboClosedFormKl } from "../../src/bounds/elbo-closed-form-kl";
import { elboOnGrid } from "../../src/bounds/elbo-on-grid";
import { iwaeBound } from "../../src/bounds/iwae";
import { scoreFunction } from "../../src/bounds/score-function";
import { stickTheLanding } from "../../src/bounds/stick-the-landing";
import { categorical } from "../../src/distributions/categorical";
import type { Distribution } from "../../src/distributions/distribution";
import { fullNormal } from "../../src/distributions/families";
import { fromOutputs, numParameters } from "../../src/distributions/family";
import { kl } from "../../src/distributions/kl";
import { logMarginalByEnumeration, posteriorByEnumeration } from "../../src/marginals/enumeration";
import { logMarginalExact } from "../../src/marginals/exact";
import { logMarginalByImportance, logMarginalByPriorSampling } from "../../src/marginals/importance";
import { discreteModel } from "../../src/models/discrete-model";
import { gaussianMixture } from "../../src/models/gaussian-mixture";
import { asDistribution, linearGaussian } from "../../src/models/linear-gaussian";
import { linearGaussianMixture } from "../../src/models/linear-gaussian-mixture";
import type { LatentVariableModel } from "../../src/models/model";
import { meanWithError, toNumbers } from "../../src/tensors/numbers";
import { keyFromSeed, standardNormal } from "../../src/tensors/random";
import * as tf from "../../src/tensors/tf";

/** A model with a known answer, a datapoint, its posterior, and a q that is not its posterior; each of batch [copies]. */
interface Case {
  readonly name: string;
  readonly model: LatentVariableModel;
  readonly x: readonly number[];
  readonly truth: number;
  readonly posterior: (copies: number) => Distribution;
  readonly other: (copies: number) => Distribution;
}

const repeated = (rows: number[][], copies: number) => Array.from({ length: copies }, () => rows[0]);
const two = {
  weights: [
    [1, 0.5],
    [-0.3, 2],
    [0.7, -0.7],
  ],
  bias: [0.1, 0, 1],
  scale: 0.6,
};
const line = linearGaussian({ weights: [[1.5]], bias: [0.2], scale: 0.8 });
const plane = linearGaussian(two);
const hills = linearGaussianMixture({
  prior: { weights: [0.35, 0.65], means: [[-1], [4]], covariances: [[[2.25]], [[2.25]]] },
  weights: [[1]],
  bias: [0],
  scale: 2.5,
});
const tables = discreteModel({
  prior: [0.6, 0.4],
  likelihood: [
    [0.8, 0.2],
    [0.1, 0.9],
  ],
});
const clusters = gaussianMixture({ weights: [0.3, 0.7], means: [[-1], [2]], covariances: [[[0.25]], [[1]]] });

/** A normal with a full covariance, off the posterior by some of everything. */
const offNormal = (size: number) => (copies: number) => {
  const family = fullNormal(size);
  const phi = standardNormal(keyFromSeed(7), [1, numParameters(family)]).mul(0.4);
  return fromOutputs(family, tf.tile(phi, [copies, 1]));
};
const choice = (probabilities: number[]) => (copies: number) =>
  categorical(repeated([probabilities.map(Math.log)], copies));

/** A batch of one, repeated: its parameters have a leading axis of length 1. */
function copiesOf(one: Distribution, copies: number): Distribution {
  return {
    ...one,
    batchShape: [copies],
    sample: (key, n) =>
      tf.tidy(() => {
        const flat = one.sample(key, n * copies);
        return flat.reshape([n, copies, ...one.eventShape]);
      }),
    detached: () => copiesOf(one.detached(), copies),
  };
}

const CASES: readonly Case[] = [
  ...[
    { name: "one latent, linear", model: line, x: [1.2], size: 1 },
    { name: "two latents, linear", model: plane, x: [1, 2, 3], size: 2 },
    { name: "one latent with two modes", model: hills, x: [2], size: 1 },
  ].map(({ size, ...rest }) => ({
    ...rest,
    truth: logMarginalExact(rest.model, [rest.x])[0],
    posterior: (copies: number) => copiesOf(asDistribution(rest.model.posterior(rest.x)), copies),
    other: offNormal(size),
  })),
  ...[
    { name: "two tables", model: tables, x: [1] },
    { name: "two clusters", model: clusters, x: [0.5] },
  ].map((rest) => ({
    ...rest,
    truth: logMarginalByEnumeration(rest.model, [rest.x])[0],
    posterior: choice(posteriorByEnumeration(rest.model, [rest.x])[0]),
    other: choice([0.5, 0.5]),
  })),
];

const BOUNDS: readonly [string, Bound, number][] = [
  ["elbo", elbo, 3],
  ["elboClosedFormKl", elboClosedFormKl, 3],
  ["scoreFunction", scoreFunction({ baseline: "leave-one-out" }), 3],
  ["stickTheLanding", stickTheLanding, 3],
  ["doublyReparameterized", doublyReparameterized, 3],
  ["iwaeBound of three samples", iwaeBound, 3],
  ["iwaeBound of fifty samples", iwaeBound, 50],
];

/** What each bound requires of q, and of the pair of q and prior. */
const fits = (name: string, { model, posterior, other }: Case) => {
  const q = other(1);
  if (
    (name === "stickTheLanding" || name === "doublyReparameterized") &&
    !(q.reparameterized && posterior(1).reparameterized)
  ) {
    return false;
  }
  if (name !== "elboClosedFormKl") return true;
  try {
    kl(q, model.prior()).dispose();
    kl(posterior(1), model.prior()).dispose();
    return true;
  } catch {
    return false;
  }
};

const NUM_COPIES = 3000;

describe.each(BOUNDS)("%s", (name, bound, numSamples) => {
  test.each(CASES.filter((one) => fits(name, one)).map((one) => [one.name, one] as const))(
    "is below log p(x) on average where q is not the posterior, by more than 4 standard errors: %s",
    (_, { model, x, truth, other }) => {
      const data = repeated([[...x]], NUM_COPIES);
      const draws = tf.tidy(() =>
        toNumbers(bound(model, other(NUM_COPIES), data, { key: keyFromSeed(3), numSamples })),
      );
      const { mean, standardError } = meanWithError(draws);
      // fifty samples may leave less of a gap than can be seen
      expect(mean + (numSamples > 3 ? -4 : 4) * standardError).toBeLessThan(truth);
    },
  );

  test.each(CASES.filter((one) => fits(name, one)).map((one) => [one.name, one] as const))(
    "is log p(x) where q is the posterior: %s",
    (_, { model, x, truth, posterior }) => {
      const data = repeated([[...x]], 400);
      const draws = tf.tidy(() => toNumbers(bound(model, posterior(400), data, { key: keyFromSeed(4), numSamples })));
      const { mean, standardError } = meanWithError(draws);
      // from any draws; elboClosedFormKl on average
      const noise = name === "elboClosedFormKl" ? 4 * standardError : 0;
      expect(Math.abs(mean - truth)).toBeLessThan(noise + 2e-5 * (1 + Math.abs(truth)));
      if (name !== "elboClosedFormKl") expect(standardError).toBeLessThan(1e-5);
    },
  );
});

describe.each(CASES)("on $name", ({ model, x, truth, posterior, other }) => {
  test("importance sampling is unbiased for p(x), within 4 standard errors, and so is prior sampling", () => {
    const draws = { key: keyFromSeed(5), numSamples: 20_000 };
    for (const estimate of [
      logMarginalByImportance(model, posterior(1), [x], draws),
      logMarginalByPriorSampling(model, [x], draws),
    ]) {
      const ratio = Math.exp(estimate.logMarginal[0] - truth);
      expect(Math.abs(ratio - 1)).toBeLessThan(4 * estimate.standardError[0] * ratio + 2e-5);
    }
  });

  test("the importance-weighted bound rises with K towards log p(x)", () => {
    const levels = [1, 4, 16, 64].map((numSamples) => {
      const data = repeated([[...x]], 2000);
      return meanWithError(
        tf.tidy(() => toNumbers(iwaeBound(model, other(2000), data, { key: keyFromSeed(6), numSamples }))),
      );
    });
    levels.slice(1).forEach(({ mean, standardError }, i) => {
      expect(mean - levels[i].mean).toBeGreaterThan(-4 * Math.hypot(standardError, levels[i].standardError));
    });
    expect(levels[3].mean).toBeLessThan(truth + 4 * levels[3].standardError);
  });
});

test("the bound on a grid is what the bound from draws is on average, within 4 standard errors", () => {
  for (const { model, x, other } of CASES.slice(0, 3)) {
    const data = repeated([[...x]], NUM_COPIES);
    const draws = tf.tidy(() =>
      toNumbers(elbo(model, other(NUM_COPIES), data, { key: keyFromSeed(8), numSamples: 1 })),
    );
    const { mean, standardError } = meanWithError(draws);
    const onGrid = tf.tidy(() => toNumbers(elboOnGrid(model, other(1), [x], { radius: 9, nodes: 257 })))[0];
    expect(Math.abs(onGrid - mean)).toBeLessThan(4 * standardError);
  }
});
