import { describe, expect, test } from "vitest";
import { bestBit, factorizedElbo } from "../../src/bounds/factorized-bits";
import { ascend } from "../../src/fitting/ascend";
import { coordinateAscent } from "../../src/fitting/coordinate-ascent";
import { logMarginalByEnumeration } from "../../src/marginals/enumeration";
import { logMarginalExact } from "../../src/marginals/exact";
import { logMarginalByPropagation } from "../../src/marginals/propagation";
import { diffusionChain, momentsOf } from "../../src/models/diffusion-chain";
import { linearGaussianMixture } from "../../src/models/linear-gaussian-mixture";
import { missingBits } from "../../src/models/missing-bits";
import { ppca } from "../../src/models/ppca";
import { eigenSymmetric } from "../../src/tensors/eigen";
import { mean } from "../../src/tensors/numbers";
import { keyFromSeed, splitKey, uniformNumbers } from "../../src/tensors/random";
import reference from "../reference/models.json";
import { elboOfNormal } from "./elbo-of-normal";

describe.each(Object.entries(reference.mixtureModels))("model %s is SciPy's", (_, expected) => {
  const { weights, means, scale } = expected.prior;
  const model = linearGaussianMixture({
    prior: { weights, means: means.map((m) => [m]), covariances: means.map(() => [[scale ** 2]]) },
    weights: [[1]],
    bias: [0],
    scale: expected.noise,
  });
  const [logMarginal] = logMarginalExact(model, [[expected.x]]);
  const posterior = model.posterior([expected.x]);
  const elbo = elboOfNormal(model, expected.x);

  test("in its marginal and its posterior mean", () => {
    expect(logMarginal).toBeCloseTo(expected.logMarginal, 10);
    expect(momentsOf(posterior).mean).toBeCloseTo(expected.posteriorMean, 8);
  });

  test("in the bound of any normal, to nine digits", () => {
    for (const row of expected.elbo) expect(elbo(row.loc, row.scale)).toBeCloseTo(row.elbo, 9);
  });

  test("in the local optima of the bound", () => {
    [-4, 4].forEach((start, i) => {
      const { at, value } = ascend(([mu, logSigma]) => elbo(mu, Math.exp(logSigma)), [start, 0]);
      expect(value).toBeCloseTo(expected.optima[i].elbo, 9);
      expect(at[0]).toBeCloseTo(expected.optima[i].loc, 4);
      expect(Math.exp(at[1])).toBeCloseTo(expected.optima[i].scale, 4);
    });
  });
});

describe("missing bits are NumPy's", () => {
  const { x, logMarginal, coins, best, ...params } = reference.missingBits;
  const model = missingBits(params);
  const start = Array<number>(params.numMissing).fill(0.5);

  test("in log p(x) and in the bound of fair coins", () => {
    expect(logMarginalByEnumeration(model, x)).toEqual(logMarginal.map((value) => expect.closeTo(value, 10)));
    x.forEach((row, i) => {
      expect(factorizedElbo(model.logJointTable([row])[0], start).elbo).toBeCloseTo(coins[i], 10);
    });
  });

  test("in the best factorised bound, which coordinate ascent finds from many starts", () => {
    x.forEach((row, i) => {
      const [table] = model.logJointTable([row]);
      const ends = splitKey(keyFromSeed(1), 20).map(
        (key) =>
          coordinateAscent({
            start: [...uniformNumbers(key, params.numMissing)],
            best: (q, d) => bestBit(table, q, d),
            bound: (q) => factorizedElbo(table, q).elbo,
          }).history.at(-1)!,
      );
      // SciPy held the log odds within ±12
      expect(Math.max(...ends)).toBeCloseTo(best[i], 4);
    });
  });
});

test("probabilistic PCA is scikit-learn's", () => {
  const { x, mean: center, covariance, eigenvalues, noiseVariance, meanLogLikelihood } = reference.ppca;
  const model = ppca({ mean: center, covariance, latentDim: 2 });
  expect(eigenSymmetric(covariance).map(({ value }) => value)).toEqual(
    eigenvalues.map((value) => expect.closeTo(value, 10)),
  );
  expect(model.scale ** 2).toBeCloseTo(noiseVariance, 10);
  expect(mean(logMarginalExact(model, x))).toBeCloseTo(meanLogLikelihood, 8);
});

test.each(Object.entries(reference.chain.logMarginal))("a chain of %s steps is NumPy's", (numSteps, expected) => {
  const data = { weights: [0.5, 0.5], means: [[-2], [2]], covariances: [[[0.25]], [[0.25]]] };
  const chain = diffusionChain({ data, numSteps: Number(numSteps) });
  expect(logMarginalByPropagation(chain, reference.chain.x).logMarginal).toEqual(
    expected.map((value) => expect.closeTo(value, 5)),
  );
});
