import { afterAll, describe, expect, test, vi } from "vitest";
import * as tf from "../src/tensors/tf";

type Library = typeof import("../src/index");
type Numbers = Readonly<Record<string, readonly number[]>>;

const BACKENDS = ["native", "wasm", "cpu"] as const;
const TFJS_NAMES = { native: "tensorflow", wasm: "wasm", cpu: "cpu" };
const before = tf.getBackend();

afterAll(async () => {
  vi.unstubAllEnvs();
  await tf.setBackend(before);
});

/** The library as a process loads it that was started with this ELBO_BACKEND. */
async function loadWith(name: (typeof BACKENDS)[number]): Promise<Library> {
  vi.resetModules();
  vi.stubEnv("ELBO_BACKEND", name);
  const library = await import("../src/index.js");
  await tf.setBackend(TFJS_NAMES[name]);
  expect(library.backend().name).toBe(name);
  return library;
}

/** Draws, densities, gradients, bounds and marginals of everything that computes with tensors. */
function everything(elbo: Library): Numbers {
  const key = elbo.keyFromSeed(1);
  const numbers = (t: tf.Tensor) => Array.from(t.dataSync());
  const row = (...values: number[]) => tf.tensor1d(values);
  const tril = tf.tensor2d([
    [1.2, 0],
    [-0.7, 0.5],
  ]);
  const phi = (family: ReturnType<Library["diagonalNormal"]>) =>
    tf.range(0, elbo.numParameters(family), 1, "float32").sin().mul(0.5).expandDims(0);
  const distributions = {
    normal: elbo.normal(row(0.3, -1), row(0.7, 2)),
    laplace: elbo.laplace(row(0.3, -1), row(0.7, 2)),
    logistic: elbo.logistic(row(0.3, -1), row(0.7, 2)),
    bernoulli: elbo.bernoulli(row(0.3, -40)),
    categorical: elbo.categorical(row(0.3, -1, 2)),
    poisson: elbo.poisson(row(0.3, 7)),
    multivariateNormal: elbo.multivariateNormal(row(0.3, -1), tril),
    mixture: elbo.mixture([0.3, 0.7], elbo.normal(row(-2, 1), row(0.5, 1))),
    relaxedBernoulli: elbo.relaxedBernoulli(row(0.3, -1), 0.7),
    relaxedCategorical: elbo.relaxedCategorical(row(0.3, -1, 2), 0.7),
    autoregressive: elbo.autoregressive(tril, row(0.2, -0.4)),
    fullNormal: elbo.fromOutputs(elbo.fullNormal(2), phi(elbo.fullNormal(2))),
    normalMixture: elbo.fromOutputs(elbo.normalMixture(2, 3), phi(elbo.normalMixture(2, 3))),
    splineFlow: elbo.fromOutputs(elbo.splineFlow(2), phi(elbo.splineFlow(2))),
    stacked: elbo.stacked(elbo.independent(elbo.normal([[0.3]], 1)), (z) =>
      elbo.independent(elbo.normal(z.tanh(), 0.5)),
    ),
  };
  const densities = Object.entries(distributions).flatMap(([name, distribution]) => {
    const draws = distribution.sample(key, 4);
    return [
      [`draws of ${name}`, numbers(draws)],
      [`densities of ${name}`, numbers(distribution.logProb(draws))],
    ];
  });
  const families = [elbo.diagonalNormal(1), elbo.fullNormal(1), elbo.splineFlow(1), elbo.normalMixture(1, 2)];
  const model = elbo.linearGaussian({ weights: [[1.5], [-0.4]], bias: [0.2, 0], scale: 0.8 });
  const x = [[1.2, 0.3]];
  const mc = { key, numSamples: 5 };
  const bounds = {
    elbo: elbo.elbo,
    elboClosedFormKl: elbo.elboClosedFormKl,
    iwaeBound: elbo.iwaeBound,
    stickTheLanding: elbo.stickTheLanding,
    doublyReparameterized: elbo.doublyReparameterized,
    scoreFunction: elbo.scoreFunction({ baseline: "leave-one-out" }),
    elboOnGrid: (...[m, q, data]: Parameters<typeof elbo.elbo>) => elbo.elboOnGrid(m, q, data),
  };
  const slopes = Object.entries(bounds).flatMap(([name, bound]) =>
    families.flatMap((family) => {
      const f = (p: tf.Tensor) => bound(model, elbo.fromOutputs(family, p), x, mc).sum();
      try {
        return [[`gradient of ${name} for ${family.name}`, numbers(tf.grad(f)(phi(family)))]];
      } catch (error) {
        // a pair that has no closed form, or no path, is refused on every backend alike
        return [[`${(error as Error).message}`, [0]]];
      }
    }),
  );
  const network = elbo.mlp({ sizes: [1, 5, 4], key });
  const deep = elbo.deepLatent({
    decoder: network,
    latentDim: 1,
    likelihood: (outputs) => elbo.fromOutputs(elbo.diagonalNormal(2), outputs),
  });
  const discrete = elbo.gaussianMixture({ weights: [0.3, 0.7], means: [[-1], [2]], covariances: [[[0.25]], [[1]]] });
  const grid = tf.linspace(-2, 2, 6).reshape([3, 1, 2]);
  const data = tf.tensor2d([0, 1, 1, 0.5, 0, 0, 1, 1], [4, 2]);
  const pairs = {
    bernoulli: (t: tf.Tensor) => elbo.independent(elbo.bernoulli(t)).logProb(data),
    normal: (t: tf.Tensor) => elbo.independent(elbo.normal(t, t.exp())).logProb(data),
  };
  const ofPairs = Object.entries(pairs).flatMap(([name, f]) => [
    [`${name} of pairs`, numbers(f(grid))],
    [`gradient of ${name} of pairs`, numbers(tf.grad((t: tf.Tensor) => f(t).square().sum())(grid))],
  ]);
  return {
    ...Object.fromEntries(densities),
    ...Object.fromEntries(slopes),
    ...Object.fromEntries(ofPairs),
    "log p(x) of a network by quadrature": elbo.logMarginalByQuadrature(deep, x).logMarginal,
    "log p(x) by importance": elbo.logMarginalByImportance(model, elbo.asDistribution(model.posterior(x[0])), x, mc)
      .logMarginal,
    "bound of a mixture": numbers(elbo.elbo(discrete, elbo.categorical([[0.2, 0.4]]), [[0.5]], mc)),
    "closed-form KL": numbers(elbo.kl(elbo.normal(row(0.3), 0.5), elbo.normal(0, 1))),
  };
}

describe("the backends agree", async () => {
  const results: Partial<Record<(typeof BACKENDS)[number], Numbers>> = {};
  for (const name of BACKENDS) {
    const library = await loadWith(name);
    results[name] = everything(library);
  }
  const native = results.native!;

  test("on what there is to compute", () => {
    expect(Object.keys(native).length).toBeGreaterThan(50);
    for (const name of BACKENDS) expect(Object.keys(results[name]!)).toEqual(Object.keys(native));
  });

  describe.each(["wasm", "cpu"] as const)("%s with native", (name) => {
    test("and is another program: not every number is the same to the last bit", () => {
      expect(results[name]).not.toEqual(native);
    });

    test.each(Object.keys(native))("%s, to 1e-4", (quantity) => {
      results[name]![quantity].forEach((value, i) => {
        const expected = native[quantity][i];
        if (value !== expected) expect(Math.abs(value - expected)).toBeLessThan(1e-4 * (1 + Math.abs(expected)));
      });
      expect(results[name]![quantity]).toHaveLength(native[quantity].length);
    });
  });
});
