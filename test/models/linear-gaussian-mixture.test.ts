import { describe, expect, test } from "vitest";
import { elbo } from "../../src/bounds/elbo";
import { logNormalDensity } from "../../src/distributions/log-normal-density";
import { logMarginalExact } from "../../src/marginals/exact";
import { logMarginalByQuadrature } from "../../src/marginals/quadrature";
import { asDistribution, linearGaussian } from "../../src/models/linear-gaussian";
import { linearGaussianMixture } from "../../src/models/linear-gaussian-mixture";
import { integrate } from "../../src/tensors/integrate";
import { toNumbers } from "../../src/tensors/numbers";
import { keyFromSeed } from "../../src/tensors/random";
import { PLANE } from "./plane";

const onLine = (mean: number, scale: number) => ({ mean: [mean], covariance: [[scale ** 2]] });
const prior = (weights: number[], parts: ReturnType<typeof onLine>[]) => ({
  weights,
  means: parts.map(({ mean }) => mean),
  covariances: parts.map(({ covariance }) => covariance),
});

const CASES = [
  {
    name: "two near modes",
    prior: prior([0.35, 0.65], [onLine(-1, 1.5), onLine(4, 1.5)]),
    noise: 2.5,
    x: 2,
  },
  { name: "two far modes", prior: prior([0.5, 0.5], [onLine(-4, 1), onLine(4, 1)]), noise: 6, x: 0.5 },
];

describe.each(CASES)("with a prior of $name", ({ prior, noise, x }) => {
  const model = linearGaussianMixture({ prior, weights: [[1]], bias: [0], scale: noise });
  const logJointAt = (z: number) =>
    Math.log(
      prior.weights.reduce(
        (total, w, c) =>
          total + w * Math.exp(logNormalDensity(z, prior.means[c][0], Math.sqrt(prior.covariances[c][0][0]))),
        0,
      ),
    ) + logNormalDensity(x, z, noise);
  const evidence = integrate((z) => Math.exp(logJointAt(z)), { from: -30, to: 30, tolerance: 1e-14 }).value;

  test("the marginal in closed form is the integral of the joint, in float64", () => {
    expect(logMarginalExact(model, [[x]])[0]).toBeCloseTo(Math.log(evidence), 10);
  });

  test("the marginal is what quadrature on tensors finds", () => {
    expect(logMarginalByQuadrature(model, [[x]], { radius: 20 }).logMarginal[0]).toBeCloseTo(Math.log(evidence), 5);
  });

  test("the posterior in closed form is the joint over the marginal, everywhere", () => {
    const posterior = model.posterior([x]);
    for (const z of [-7, -3.5, 0, 1, 4, 9]) {
      const density = posterior.weights.reduce(
        (total, w, c) =>
          total + w * Math.exp(logNormalDensity(z, posterior.means[c][0], Math.sqrt(posterior.covariances[c][0][0]))),
        0,
      );
      expect(Math.log(density)).toBeCloseTo(logJointAt(z) - Math.log(evidence), 10);
    }
  });

  test("the bound with the posterior for q is exact from any draws", () => {
    const q = asDistribution(model.posterior([x]));
    const [bound] = toNumbers(elbo(model, q, [[x]], { key: keyFromSeed(1), numSamples: 5 }));
    expect(bound).toBeCloseTo(Math.log(evidence), 5);
  });
});

test("a prior of one standard normal is the linear-Gaussian model", () => {
  const params = { ...PLANE, bias: [0.1, -0.2, 1] };
  const identity = [
    [1, 0],
    [0, 1],
  ];
  const mixed = linearGaussianMixture({
    ...params,
    prior: { weights: [1], means: [[0, 0]], covariances: [identity] },
  });
  const plain = linearGaussian(params);
  const x = [1, 2, 3];
  expect(logMarginalExact(mixed, [x])[0]).toBeCloseTo(logMarginalExact(plain, [x])[0], 12);
  const [{ means, covariances }, { mean, covariance }] = [mixed.posterior(x), plain.posterior(x)];
  expect(means[0]).toEqual(mean.map((value) => expect.closeTo(value, 12)));
  expect(covariances[0].flat()).toEqual(covariance.flat().map((value) => expect.closeTo(value, 12)));
});

test("a prior of another size than the columns of W is refused", () => {
  expect(() => linearGaussianMixture({ prior: CASES[0].prior, weights: [[1, 2]], bias: [0], scale: 1 })).toThrow(
    "linearGaussianMixture needs a prior of 2 coordinates, one for each column of the weights, got 1",
  );
});
