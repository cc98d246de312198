import { describe, expect, test } from "vitest";
import { elbo } from "../../src/bounds/elbo";
import { batches, permutation } from "../../src/data/batches";
import { fit } from "../../src/fitting/fit";
import { adam } from "../../src/fitting/optimizers";
import { logMarginalExact } from "../../src/marginals/exact";
import { linearGaussian } from "../../src/models/linear-gaussian";
import { mlp } from "../../src/networks/mlp";
import { amortized } from "../../src/posteriors/amortized";
import { perDatapoint } from "../../src/posteriors/per-datapoint";
import type { Posterior } from "../../src/posteriors/posterior";
import { backend } from "../../src/tensors/backend";
import type { Batch } from "../../src/tensors/batch";
import { mean, toNumbers } from "../../src/tensors/numbers";
import { parameters } from "../../src/tensors/params";
import { type Key, keyFromSeed, normalNumbers, standardNormal } from "../../src/tensors/random";
import * as tf from "../../src/tensors/tf";

const model = linearGaussian({ weights: [[1.5]], bias: [0.5], scale: 0.8 });
const x = [...normalNumbers(keyFromSeed(1), 32)].map((e) => [0.5 + 1.7 * e]);
const exact = mean(logMarginalExact(model, x));
const key = keyFromSeed(2);

/** Fits a posterior to the fixed model, where the best bound is the exact log-likelihood. */
const fitPosterior = (posterior: Posterior, epochs: number) =>
  fit({
    maximize: (batch: Batch, stepKey) => elbo(model, posterior.given(batch), batch.x, { key: stepKey, numSamples: 4 }),
    params: [posterior.params],
    batches: batches(x, { size: 16, epochs, key: keyFromSeed(3) }),
    key,
    optimizer: adam(0.02),
    every: 20,
  });

describe("fit", () => {
  test.each([
    ["a φ for every datapoint", () => perDatapoint({ numData: 32, latentDim: 1 }), 400],
    [
      "an encoder, which here can be exact because the best one is linear",
      () => amortized(mlp({ sizes: [1, 2], key })),
      400,
    ],
  ])("raises the bound to the exact log-likelihood, with %s", async (_, make, epochs) => {
    const history = await fitPosterior(make(), epochs);
    const last = history[history.length - 1].bound;
    expect(history[0].bound).toBeLessThan(exact - 0.5);
    // the gap is a KL of order (learning rate)², and a bound near the posterior hardly varies
    expect(Math.abs(last - exact)).toBeLessThan(0.02);
  });

  test("the same key gives the same history", async () => {
    const [first, second] = [
      await fitPosterior(perDatapoint({ numData: 32, latentDim: 1 }), 5),
      await fitPosterior(perDatapoint({ numData: 32, latentDim: 1 }), 5),
    ];
    expect(first).toEqual(second);
  });

  test("leaves no tensor behind but the parameters", async () => {
    const posterior = perDatapoint({ numData: 32, latentDim: 1 });
    const { numTensors } = tf.memory();
    await fitPosterior(posterior, 5);
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  test("holds no more tensors after 2,000 steps than after 20", async () => {
    const params = w();
    const counts: number[] = [];
    const monitor = () => {
      counts.push(tf.memory().numTensors);
      return {};
    };
    const maximize = (_: unknown, stepKey: Key) =>
      params.w
        .sub(standardNormal(stepKey, [4]))
        .square()
        .neg();
    await fit({ maximize, params: [params], batches: Array(2000).fill(0), key, monitor, every: 20 });
    expect(new Set(counts).size).toBe(1);
  });

  test("gives the same history and the same parameters compiled or not", async () => {
    const end = async (compile: boolean) => {
      const posterior = perDatapoint({ numData: 32, latentDim: 1 });
      const history = await fit({
        maximize: (batch: Batch, stepKey) =>
          elbo(model, posterior.given(batch), batch.x, { key: stepKey, numSamples: 4 }),
        params: [posterior.params],
        batches: batches(x, { size: 16, epochs: 20, key: keyFromSeed(3) }),
        key,
        optimizer: adam(0.02),
        clipNorm: 0.5,
        compile,
      });
      return [...history.map(({ bound }) => bound), ...toNumbers(posterior.params.loc.clone())];
    };
    const [eager, compiled] = [await end(false), await end(true)];
    compiled.forEach((value, i) => {
      expect(Math.abs(value - eager[i])).toBeLessThan(1e-4);
    });
  });

  test.runIf(backend().name === "native")(
    "refuses what cannot be compiled, unless it is short or told not to compile",
    async () => {
      let annealing = 0;
      const end = (steps: number, compile?: boolean) => {
        const params = w();
        const maximize = () => line(params)().mul(++annealing / 1000);
        return fit({ maximize, params: [params], batches: Array(steps).fill(0), key, compile });
      };
      await expect(end(30)).rejects.toThrow(
        "fit needs a function of its input and key alone, got one whose second run did what the first did with other numbers, of shape []: write what changes as a tensor of the input",
      );
      expect(await end(8)).toHaveLength(8);
      expect(await end(30, false)).toHaveLength(30);
    },
  );

  test("lets timers run while it works", async () => {
    const params = w();
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    const start = performance.now();
    const forAWhile = function* () {
      while (performance.now() - start < 500) yield 0;
    };
    await fit({ maximize: line(params), params: [params], batches: forAWhile(), key, every: 1000 });
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(1);
  });

  const w = () => parameters({ w: [0] });
  const line = (params: ReturnType<typeof w>) => () => params.w.sub(3).square().neg();

  test("records every so many steps, and what monitor gives", async () => {
    const params = w();
    const monitored: number[] = [];
    const monitor = (step: number) => {
      monitored.push(step);
      return { twice: 2 * step };
    };
    const history = await fit({
      maximize: line(params),
      params: [params],
      batches: Array(7).fill(0),
      key,
      every: 3,
      monitor,
    });
    expect(history.map(({ step, twice }) => [step, twice])).toEqual([
      [3, 6],
      [6, 12],
      [7, 14],
    ]);
    expect(monitored).toEqual([3, 6, 7]);
  });

  test.each([[true], [false]])(
    "stops at the first bound that is no number, names the step, and leaves the parameters as they were, compiled: %s",
    async (compile) => {
      const steps = async (bad: number) => {
        const params = w();
        const factors = Array.from({ length: 26 }, (_, i) => tf.scalar(i + 1 === bad ? Number.NaN : 1));
        const maximize = (factor: tf.Tensor) => line(params)().mul(factor);
        const end = fit({ maximize, params: [params], batches: factors, key, compile });
        if (bad < 27) await expect(end).rejects.toThrow(`fit needs a finite bound, got NaN at step ${bad}`);
        else await end;
        return toNumbers(params.w.clone())[0];
      };
      const untouched = async (num: number) => {
        const params = w();
        const maximize = line(params);
        await fit({ maximize, params: [params], batches: Array(num).fill(0), key, compile });
        return toNumbers(params.w.clone())[0];
      };
      for (const bad of [5, 17, 25]) expect(await steps(bad)).toBe(await untouched(bad - 1));
    },
  );

  test("a signal ends it after the step that is under way, and the history so far is kept", async () => {
    const params = w();
    const controller = new AbortController();
    const monitor = (step: number) => {
      if (step === 4) controller.abort();
      return {};
    };
    const history = await fit({
      maximize: line(params),
      params: [params],
      batches: Array(100).fill(0),
      key,
      monitor,
      signal: controller.signal,
    });
    expect(history.map(({ step }) => step)).toEqual([1, 2, 3, 4]);
  });

  test.each([
    ["parameters to move, got none", { params: [] }],
    ["a whole positive number of steps between rows, got 0", { params: [w()], every: 0 }],
    ["a positive clipNorm, got -1", { params: [w()], clipNorm: -1 }],
  ])("needs %s", async (message, options) => {
    await expect(fit({ maximize: () => tf.zeros([1]), batches: [0], key, ...options })).rejects.toThrow(
      `fit needs ${message}`,
    );
  });
});

describe("batches", () => {
  test("show every datapoint once an epoch, in a new order each time", () => {
    const data = Array.from({ length: 12 }, (_, i) => [i]);
    const seen = [...batches(data, { size: 4, epochs: 2, key })].map(({ indices }) => indices);
    expect(
      seen
        .slice(0, 3)
        .flat()
        .sort((a, b) => a - b),
    ).toEqual(data.flat());
    expect(
      seen
        .slice(3)
        .flat()
        .sort((a, b) => a - b),
    ).toEqual(data.flat());
    expect(seen.slice(0, 3).flat()).not.toEqual(seen.slice(3).flat());
  });

  test("have one shape: an incomplete one is left for another epoch", () => {
    const shapes = [...batches([[1], [2], [3], [4], [5]], { size: 2, epochs: 3, key })].map(
      ({ indices }) => indices.length,
    );
    expect(shapes).toEqual([2, 2, 2, 2, 2, 2]);
  });

  test("dispose of their tensors, also when the loop is left early", () => {
    const before = tf.memory().numTensors;
    for (const batch of batches([[1], [2], [3]], { size: 1, epochs: 2, key })) {
      expect(batch.x.shape).toEqual([1, 1]);
      break;
    }
    expect(tf.memory().numTensors).toBe(before);
  });

  test("a permutation holds every number once", () => {
    expect(permutation(key, 100).sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });

  test.each([[0], [3], [1.5]])("of size %s of two datapoints are refused", (size) => {
    expect(() => [...batches([[1], [2]], { size, epochs: 1, key })]).toThrow("batches needs a whole size from 1 to 2");
  });
});
