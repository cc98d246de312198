import { expect, test } from "vitest";
import * as fitting from "../../../src/fitting/fit";
import {
  adam,
  amortized,
  bernoulli,
  deepLatent,
  elbo,
  independent,
  keyFromSeed,
  mlp,
  oneBatch,
  uniformNumbers,
} from "../../../src/index";
import * as tf from "../../../src/tensors/tf";

const STEPS = Number(process.env.ELBO_BENCH_STEPS || 100_000);
const READINGS = 10;
/** What the engine may still take after the first reading: it collects its garbage when it likes. */
const MOST_GROWTH_MB = 16;

test.each([true, false])("memory is flat over a fit, compiled: %s", async (compile) => {
  const key = keyFromSeed(1);
  const numbers = uniformNumbers(key, 64 * 16);
  const batch = oneBatch(
    Array.from({ length: 64 }, (_, i) => Array.from({ length: 16 }, (_, p) => Number(numbers[16 * i + p] < 0.3))),
  );
  const model = deepLatent({
    decoder: mlp({ sizes: [2, 32, 16], key }),
    latentDim: 2,
    likelihood: (logits) => independent(bernoulli(logits)),
  });
  const posterior = amortized(mlp({ sizes: [16, 32, 4], key }));
  const readings: { step: number; tensors: number; megabytes: number }[] = [];
  await fitting.fit({
    maximize: ({ x }, k) => elbo(model, posterior.given({ x, indices: [] }), x, { key: k, numSamples: 1 }),
    params: [model.params, posterior.params],
    batches: Array(STEPS).fill(batch),
    key,
    optimizer: adam(1e-3),
    compile,
    every: STEPS / READINGS,
    monitor: (step) => {
      readings.push({ step, tensors: tf.memory().numTensors, megabytes: process.memoryUsage.rss() / 1e6 });
      return {};
    },
  });
  console.table(readings);
  const [settled, ...later] = readings;
  expect(later.map(({ tensors }) => tensors)).toEqual(later.map(() => settled.tensors));
  expect(later[later.length - 1].megabytes - settled.megabytes).toBeLessThan(MOST_GROWTH_MB);
});
