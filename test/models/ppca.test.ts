import { describe, expect, test } from "vitest";
import { elboByQuadrature } from "../../src/bounds/elbo-by-quadrature";
import { linearElbo, linearLogMarginal } from "../../src/bounds/linear-elbo";
import { independent } from "../../src/distributions/independent";
import { normal } from "../../src/distributions/normal";
import { ascend } from "../../src/fitting/ascend";
import { logMarginalExact } from "../../src/marginals/exact";
import { linearGaussian } from "../../src/models/linear-gaussian";
import { ppca } from "../../src/models/ppca";
import { meanAndCovariance, multiply, transpose } from "../../src/tensors/linear-algebra";
import { linspace, mean, sum } from "../../src/tensors/numbers";
import { keyFromSeed, normalNumbers } from "../../src/tensors/random";

const numbers = normalNumbers(keyFromSeed(1), 60 * 3);
const x = Array.from({ length: 60 }, (_, i) => {
  const [a, b, c] = numbers.slice(3 * i, 3 * i + 3);
  return [2 * a + 1, a - 0.5 * b, 0.3 * c + b];
});
const data = meanAndCovariance(x);

describe("averaged over data, in closed form", () => {
  const model = linearGaussian({ weights: [[1.2], [0.4], [-0.3]], bias: data.mean, scale: 0.9 });
  const q = { weights: [[0.3, 0.2, -0.1]], covariance: [[0.25]] };

  test("log p(x) is the mean over the datapoints", () => {
    expect(linearLogMarginal(model, data.covariance)).toBeCloseTo(mean(logMarginalExact(model, x)), 10);
  });

  test("the bound is the mean over the datapoints", () => {
    const loc = x.map((row) => [sum(row.map((v, p) => q.weights[0][p] * (v - data.mean[p])))]);
    const { elbo } = elboByQuadrature(model, independent(normal(loc, 0.5)), x);
    expect(linearElbo(model, q, data.covariance)).toBeCloseTo(mean(elbo), 4);
  });

  test("at the posterior the bound is log p(x)", () => {
    const { covariance } = model.posterior(x[0]);
    const exact = {
      covariance,
      weights: multiply(covariance, transpose(model.weights)).map((row) => row.map((v) => v / 0.81)),
    };
    expect(linearElbo(model, exact, data.covariance)).toBeCloseTo(linearLogMarginal(model, data.covariance), 10);
  });
});

describe("ppca", () => {
  const best = ppca({ ...data, latentDim: 1 });

  test("is more likely than any small change of it", () => {
    const at = (weights: readonly number[], logScale: number) =>
      linearLogMarginal(
        linearGaussian({ weights: weights.map((w) => [w]), bias: data.mean, scale: Math.exp(logScale) }),
        data.covariance,
      );
    const w = best.weights.map(([value]) => value);
    const climbed = ascend((phi) => at(phi.slice(0, 3), phi[3]), [0.5, 0.5, 0.5, 0]);
    expect(climbed.value).toBeCloseTo(at(w, Math.log(best.scale)), 8);
    expect(climbed.at.slice(0, 3).map(Math.abs)).toEqual(w.map((v) => expect.closeTo(Math.abs(v), 4)));
  });

  test("is the optimum of a linear VAE: the bound, climbed in W, Λ and log v from where it is poor, ends at its likelihood", () => {
    const scale = 0.7;
    const fixed = ppca({ ...data, latentDim: 1, scale });
    const bound = (phi: readonly number[]) =>
      linearElbo(
        linearGaussian({ weights: phi.slice(0, 3).map((w) => [w]), bias: data.mean, scale }),
        { weights: [phi.slice(3, 6)], covariance: [[Math.exp(phi[6])]] },
        data.covariance,
      );
    const { value, at } = ascend(bound, [0.3, 0.3, 0.3, 0, 0, 0, 0]);
    expect(value).toBeCloseTo(linearLogMarginal(fixed, data.covariance), 8);
    expect(Math.exp(at[6])).toBeCloseTo(fixed.posterior(data.mean).covariance[0][0], 5);
  });

  test("of a fixed scale above an eigenvalue, that direction collapses", () => {
    const fixed = ppca({ ...data, latentDim: 3, scale: 1 });
    const lengths = transpose(fixed.weights).map((column) => Math.hypot(...column));
    expect(lengths.filter((length) => length > 0)).toHaveLength(2);
  });

  test.each([
    ["from 1 to 2 latent dimensions, got 3", { ...data, latentDim: 3 }],
    ["a mean of 3 numbers, got 1", { ...data, mean: [0], latentDim: 1 }],
    [
      "noise in the directions that it leaves out, got a scale of 0",
      {
        mean: [0, 0],
        covariance: [
          [1, 0],
          [0, 0],
        ],
        latentDim: 1,
      },
    ],
  ])("needs %s", (message, options) => {
    expect(() => ppca(options)).toThrow(`ppca needs ${message}`);
  });
});

describe("where the bound can rise while the truth falls: x = wz + ε, σ² = 1, E x² = 5, q = N(λx, v) with v held", () => {
  const at = (w: number) => linearGaussian({ weights: [[w]], bias: [0], scale: 1 });
  /** λ = w/(w² + 1) is the best there is, whatever v. */
  const bound = (w: number, v: number) => linearElbo(at(w), { weights: [[w / (w * w + 1)]], covariance: [[v]] }, [[5]]);

  test.each([0.05, 0.1, 0.2, 0.5, 1, 2])("it is stationary at w² = √(5/v) − 1, with v = %f", (v) => {
    const { at: end } = ascend(([w]) => bound(w, v), [2]);
    expect(end[0]).toBeCloseTo(Math.sqrt(Math.sqrt(5 / v) - 1), 5);
  });

  test("from the best w = 2 the bound with v = 1 rises while log p(x) falls", () => {
    const stationary = Math.sqrt(Math.sqrt(5) - 1);
    const path = linspace(2, stationary, 50).map((w) => ({
      value: bound(w, 1),
      truth: linearLogMarginal(at(w), [[5]]),
    }));
    path.slice(1).forEach(({ value, truth }, i) => {
      expect(value).toBeGreaterThan(path[i].value);
      expect(truth).toBeLessThan(path[i].truth);
      expect(value).toBeLessThan(truth);
    });
  });

  test("two latents that share the work, x = w(z₁ + z₂) + ε, with a mean-field q: the best v is 1/(1 + w²)", () => {
    const model = (w: number) => linearGaussian({ weights: [[w, w]], bias: [0], scale: 1 });
    const meanField = (w: number, v: number) => {
      const lambda = w / (2 * w * w + 1);
      return linearElbo(
        model(w),
        {
          weights: [[lambda], [lambda]],
          covariance: [
            [v, 0],
            [0, v],
          ],
        },
        [[5]],
      );
    };
    const { at: end } = ascend(([logV]) => meanField(1.3, Math.exp(logV)), [0]);
    expect(Math.exp(end[0])).toBeCloseTo(1 / (1 + 1.69), 6);
    // truth is highest at 2w² + 1 = 5; the bound there still rises, downwards in w
    const slope = (meanField(Math.SQRT2 + 1e-5, 1 / 3) - meanField(Math.SQRT2 - 1e-5, 1 / 3)) / 2e-5;
    expect(slope).toBeLessThan(-0.1);
  });
});

test("linearElbo refuses sizes that do not fit", () => {
  const model = linearGaussian({ weights: [[1]], bias: [0], scale: 1 });
  expect(() => linearElbo(model, { weights: [[1, 2]], covariance: [[1]] }, [[1]])).toThrow(
    "linearElbo needs weights of q of 1 × 1, got 1 × 2",
  );
  expect(() =>
    linearLogMarginal(model, [
      [1, 0],
      [0, 1],
    ]),
  ).toThrow("linearLogMarginal needs a data covariance of 1 × 1, got 2 × 2");
});
