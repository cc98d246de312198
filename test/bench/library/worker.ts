// The workloads in this library. To be bundled, and asked like the Python workers: common.py says how.
import { createInterface } from "node:readline";
import {
  amortized,
  type Batch,
  bernoulli,
  compile,
  type Distribution,
  deepLatent,
  elbo,
  elboOnGrid,
  expectationMaximization,
  fit,
  foldIn,
  gaussianMixture,
  gaussianMixtureEm,
  independent,
  type Key,
  keyFromSeed,
  linspace,
  logJoint,
  logMarginalByImportance,
  logSumExp,
  mean,
  mlp,
  normal,
  type Params,
  perDatapoint,
  toNumbers,
} from "../../../src/index";
import * as tf from "../../../src/tensors/tf";
import type { Answer, EmSpec, ImportanceSpec, QuadratureSpec, Spec, SviSpec, VaeSpec } from "./workloads";

/** Measures for about so many seconds; → what one step, or one evaluation, takes, and a value to compare with the others'. */
type Measure = (seconds: number) => Promise<Answer>;

const WARM_STEPS = 200;
/** TensorFlow learns in about so many runs of a graph which operations are too small to hand to another thread. */
const SETTLED = 100;
const LONGEST_WARM_UP_MS = 3000;
const KEY = keyFromSeed(1);

const WORKLOADS = { vae, svi, quadrature, importance, em };

async function vae(spec: VaeSpec): Promise<Measure> {
  const encoder = network([spec.x, spec.h, 2 * spec.d], 1);
  const model = modelOf(spec);
  const posterior = amortized(encoder);
  return training(
    ({ x }, key) => elbo(model, posterior.given({ x, indices: [] }), x, { key, numSamples: spec.samples }),
    [model.params, posterior.params],
    batchesOf(spec),
  );
}

async function svi(spec: SviSpec): Promise<Measure> {
  const model = modelOf(spec);
  const posterior = perDatapoint({ numData: spec.numData, latentDim: spec.d });
  return training(
    (batch, key) =>
      spec.grid
        ? elboOnGrid(model, posterior.given(batch), batch.x, spec.grid)
        : elbo(model, posterior.given(batch), batch.x, { key, numSamples: spec.samples! }),
    [posterior.params],
    batchesOf(spec),
  );
}

async function quadrature(spec: QuadratureSpec): Promise<Measure> {
  const model = modelOf(spec);
  const axis = linspace(-8, 8, spec.nodes);
  const points = spec.d === 1 ? axis.map((a) => [a]) : axis.flatMap((a) => axis.map((b) => [a, b]));
  const grids = tf.tensor3d(points.map((point) => [point])).split(points.length / spec.ownChunk); // [G, 1, D]
  const x = dataOf(spec);
  const part = compile("part", ({ z }: { z: tf.Tensor }) => logSumExp(logJoint(model, x, z), 0));
  const cell = spec.d * Math.log(16 / (spec.nodes - 1));
  return evaluation(() => tf.tidy(() => logSumExp(tf.stack(grids.map((z) => part({ z }))), 0).add(cell)));
}

async function importance(spec: ImportanceSpec): Promise<Measure> {
  const model = modelOf(spec);
  const posterior = amortized(network([spec.x, spec.h, 2 * spec.d], 1));
  const x = dataOf(spec);
  const rows = x.arraySync();
  return evaluation((count) =>
    tf.tidy(() => {
      const draws = { key: foldIn(KEY, count), numSamples: spec.samples };
      return mean(logMarginalByImportance(model, posterior.given({ x, indices: [] }), rows, draws).logMarginal);
    }),
  );
}

async function em({ rows, start, steps }: EmSpec): Promise<Measure> {
  return evaluation(() => {
    const { history } = expectationMaximization(
      { start: gaussianMixture(start), ...gaussianMixtureEm(rows) },
      { maxSteps: steps, tolerance: -Infinity },
    );
    return history.at(-2)!.logLikelihood;
  });
}

async function training(
  maximize: (batch: Batch, key: Key) => tf.Tensor,
  params: readonly Params[],
  batches: readonly Batch[],
): Promise<Measure> {
  const first = await fit({ maximize, params, batches: cycle(batches, WARM_STEPS), key: KEY, every: WARM_STEPS / 2 });
  const value = first[1].bound;
  /** Seconds for `count` steps of a fit, once it has settled. */
  const take = async (count: number) => {
    let start = 0;
    const source = cycle(batches, SETTLED + count, (i) => {
      if (i === SETTLED) start = performance.now();
    });
    await fit({ maximize, params, batches: source, key: KEY, every: SETTLED + count });
    return (performance.now() - start) / 1000;
  };
  const measure = timer(take);
  return async (seconds) => ({ seconds: await measure(seconds), value });
}

function* cycle(batches: readonly Batch[], count: number, at = (_: number) => {}): Generator<Batch> {
  for (let i = 0; i < count; i++) {
    at(i);
    yield batches[i % batches.length];
  }
}

function evaluation(compute: (count: number) => tf.Tensor | number): Measure {
  let count = 0;
  const once = () => {
    const result = compute(count++);
    return typeof result === "number" ? result : mean(toNumbers(result));
  };
  const start = performance.now();
  for (let i = 0; i < 3 || (i < SETTLED && performance.now() - start < LONGEST_WARM_UP_MS); i++) once();
  let value = 0;
  const measure = timer(async (times) => {
    const start = performance.now();
    for (let i = 0; i < times; i++) value = once();
    return (performance.now() - start) / 1000;
  });
  return async (seconds) => ({ seconds: await measure(seconds), value });
}

/** Measures what one takes, from as many as fit into so many seconds: as many as the last time, to begin with. */
function timer(take: (count: number) => Promise<number>): (seconds: number) => Promise<number> {
  let count = 1;
  return async (seconds) => {
    for (;;) {
      const took = await take(count);
      if (took >= seconds / 2) return took / count;
      count = Math.max(count + 1, Math.floor((count * seconds) / Math.max(took, 1e-6)));
    }
  };
}

const likelihood =
  (spec: { readonly likelihood: "bernoulli" | "normal" }) =>
  (outputs: tf.Tensor): Distribution =>
    independent(spec.likelihood === "bernoulli" ? bernoulli(outputs) : normal(outputs, 0.5));

const modelOf = (spec: VaeSpec | SviSpec | QuadratureSpec | ImportanceSpec) =>
  deepLatent({ decoder: network([spec.d, spec.h, spec.x], 11), latentDim: spec.d, likelihood: likelihood(spec) });

/** A perceptron with the weights that every worker makes. */
function network(sizes: readonly number[], salt: number) {
  const net = mlp({ sizes, key: KEY });
  sizes.slice(1).forEach((outputs, i) => {
    const inputs = sizes[i];
    const weights = wave(inputs * outputs, salt + i, (u) => (2 * u - 1) * Math.sqrt(3 / inputs));
    net.params[`weight${i}`].assign(tf.tensor2d(weights, [inputs, outputs], "float32"));
  });
  return net;
}

function dataOf({ numData, x, likelihood }: VaeSpec | SviSpec | QuadratureSpec | ImportanceSpec): tf.Tensor2D {
  const numbers = wave(numData * x, 7, (u) => (likelihood === "bernoulli" ? Number(u < 0.3) : 2 * u - 1));
  return tf.tensor2d(numbers, [numData, x], "float32");
}

function batchesOf(spec: VaeSpec | SviSpec): readonly Batch[] {
  return tf.split(dataOf(spec), spec.numData / spec.batch).map((x, b) => ({
    x,
    indices: Array.from({ length: spec.batch }, (_, i) => b * spec.batch + i),
  }));
}

/** Numbers u in [0, 1) that look random and are the same in every language, each as `f` makes it. */
function wave(n: number, salt: number, f: (u: number) => number): Float32Array {
  return Float32Array.from({ length: n }, (_, i) => {
    const v = Math.sin((i + 1) * 12.9898 + salt * 78.233) * 43758.5453;
    return f(v - Math.floor(v));
  });
}

async function answer(): Promise<void> {
  let [made, measure]: [string, Measure | undefined] = ["", undefined];
  for await (const line of createInterface({ input: process.stdin })) {
    const spec: Spec & { readonly seconds: number } = JSON.parse(line);
    if (made !== spec.name || !measure) {
      tf.disposeVariables();
      [made, measure] = [spec.name, await (WORKLOADS[spec.kind] as (spec: Spec) => Promise<Measure>)(spec)];
    }
    console.log(JSON.stringify(await measure(spec.seconds)));
  }
}

void answer();
