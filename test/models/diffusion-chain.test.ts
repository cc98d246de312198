import { describe, expect, test } from "vitest";
import { chainElbo } from "../../src/bounds/chain-elbo";
import { logNormalDensity } from "../../src/distributions/log-normal-density";
import { logMarginalByPropagation } from "../../src/marginals/propagation";
import { type DiffusionChain, diffusionChain, momentsOf } from "../../src/models/diffusion-chain";
import { gaussianMixture } from "../../src/models/gaussian-mixture";
import { integrate } from "../../src/tensors/integrate";
import { logSumExp } from "../../src/tensors/math";
import { linspace, meanWithError, sum } from "../../src/tensors/numbers";
import { foldIn, keyFromSeed, normalNumbers, uniformNumbers } from "../../src/tensors/random";

const data = { weights: [0.5, 0.5], means: [[-2], [2]], covariances: [[[0.25]], [[0.25]]] };
const logData = (x: number) => logSumExp(gaussianMixture(data).logJointTable([[x]])[0]);
const grid = linspace(-6, 6, 601);
const spacing = grid[1] - grid[0];
const masses = grid.map((x) => Math.exp(logData(x)) * spacing);

/** E log p(x₀) over the data. */
const expectedLogMarginal = (chain: DiffusionChain) =>
  sum(logMarginalByPropagation(chain, grid).logMarginal.map((value, i) => masses[i] * value));
const negativeEntropy = sum(grid.map((x, i) => masses[i] * logData(x)));

test("a chain whose data lie far out reaches them", () => {
  // the mean of the data comes down the chain with a density that is nearly theirs, N(12; 12, 1)
  const far = diffusionChain({ data: { weights: [1], means: [[12]], covariances: [[[1]]] }, numSteps: 20 });
  expect(logMarginalByPropagation(far, [12]).logMarginal[0]).toBeCloseTo(logNormalDensity(12, 12, 1), 3);
});

describe.each([1, 2, 5, 20])("a chain of %i steps", (numSteps) => {
  const chain = diffusionChain({ data, numSteps });

  test("has a density that adds up to one, and says its error", () => {
    const reach = numSteps === 1 ? 12 : numSteps === 2 ? 9 : 6; // how far its tails go
    const points = linspace(-reach, reach, 100 * reach + 1);
    const { logMarginal, error } = logMarginalByPropagation(chain, points);
    expect(error).toBeLessThanOrEqual(1e-6);
    expect(sum(logMarginal.map(Math.exp)) * (points[1] - points[0])).toBeCloseTo(1, 6);
  });

  test("noises to the marginals of its steps: each is the one before, noised once more", () => {
    for (let t = 1; t <= numSteps; t++) {
      const alpha = chain.alphaBar[t] / chain.alphaBar[t - 1];
      const [before, after] = [momentsOf(chain.noised(t - 1)), momentsOf(chain.noised(t))];
      expect(after.variance).toBeCloseTo(alpha * before.variance + 1 - alpha, 12);
    }
  });

  test("reverses with the mean and variance of q(x_{t−1}∣x_t), by quadrature over the two densities", () => {
    const t = numSteps;
    const alpha = chain.alphaBar[t] / chain.alphaBar[t - 1];
    const before = gaussianMixture(chain.noised(t - 1));
    const moment = (order: number, x: number) =>
      integrate(
        (z) =>
          z ** order *
          Math.exp(
            logSumExp(before.logJointTable([[z]])[0]) + logNormalDensity(x, Math.sqrt(alpha) * z, Math.sqrt(1 - alpha)),
          ),
        { from: -9, to: 9, tolerance: 1e-12 },
      ).value;
    for (const x of [-1.5, 0.2, 2.4]) {
      const [zeroth, first, second] = [0, 1, 2].map((order) => moment(order, x));
      const reverse = chain.reverse(t, x);
      expect(reverse.mean).toBeCloseTo(first / zeroth, 8);
      expect(reverse.scale ** 2).toBeCloseTo(second / zeroth - (first / zeroth) ** 2, 8);
    }
  });

  test("has a bound below its likelihood, and that below the data's negative entropy", () => {
    const likelihood = expectedLogMarginal(chain);
    expect(chainElbo(chain)).toBeLessThan(likelihood);
    expect(likelihood).toBeLessThan(negativeEntropy);
  });

  test("has the bound that paths drawn from q have on average, within 4 standard errors", () => {
    const numPaths = 4000;
    const [chooseKey, ...keys] = Array.from({ length: numSteps + 2 }, (_, i) => foldIn(keyFromSeed(3), i));
    const signs = [...uniformNumbers(chooseKey, numPaths)].map((u) => (u < 0.5 ? -2 : 2));
    let x = [...normalNumbers(keys[numSteps], numPaths)].map((e, i) => signs[i] + 0.5 * e);
    const bounds = x.map(() => 0);
    for (let t = 1; t <= numSteps; t++) {
      const alpha = chain.alphaBar[t] / chain.alphaBar[t - 1];
      const noise = normalNumbers(keys[t - 1], numPaths);
      x = x.map((before, i) => {
        const after = Math.sqrt(alpha) * before + Math.sqrt(1 - alpha) * noise[i];
        const back = chain.reverse(t, after);
        bounds[i] += logNormalDensity(before, back.mean, back.scale);
        bounds[i] -= logNormalDensity(after, Math.sqrt(alpha) * before, Math.sqrt(1 - alpha));
        return after;
      });
    }
    const paths = meanWithError(bounds.map((value, i) => value + logNormalDensity(x[i], 0, 1)));
    expect(Math.abs(paths.mean - chainElbo(chain))).toBeLessThan(4 * paths.standardError);
  });
});

test("the more steps, the better the data are modelled; the gap falls too, but from nearly nothing at one step, whose latent says nothing", () => {
  const rows = [1, 4, 16, 64].map((numSteps) => {
    const chain = diffusionChain({ data, numSteps });
    const likelihood = expectedLogMarginal(chain);
    return { divergence: negativeEntropy - likelihood, gap: likelihood - chainElbo(chain) };
  });
  rows.slice(1).forEach(({ divergence }, i) => {
    expect(divergence).toBeLessThan(rows[i].divergence);
  });
  expect(rows[3].divergence).toBeLessThan(0.01);
  expect(rows[0].gap).toBeLessThan(1e-4);
  expect(rows[1].gap).toBeGreaterThan(rows[2].gap);
  expect(rows[2].gap).toBeGreaterThan(rows[3].gap);
});

test.each([
  ["diffusionChain needs a whole positive number of steps, got 0", () => diffusionChain({ data, numSteps: 0 })],
  [
    "diffusionChain needs data on the line, got 2 coordinates",
    () => diffusionChain({ data: { ...data, means: [[0, 0]] }, numSteps: 1 }),
  ],
  [
    "logMarginalByPropagation needs x that the chain can reach, got 40",
    () => logMarginalByPropagation(diffusionChain({ data, numSteps: 20 }), [0, 40]),
  ],
  [
    "logMarginalByPropagation needs finite numbers, got NaN in row 0, column 0",
    () => logMarginalByPropagation(diffusionChain({ data, numSteps: 1 }), [Number.NaN]),
  ],
])("%s", (message, act) => {
  expect(act).toThrow(message);
});
