import { describe, expect, test } from "vitest";
import { doublyReparameterized } from "../../src/bounds/doubly-reparameterized";
import { type Bound, elbo } from "../../src/bounds/elbo";
import { elboClosedFormKl } from "../../src/bounds/elbo-closed-form-kl";
import { iwaeBound } from "../../src/bounds/iwae";
import { scoreFunction } from "../../src/bounds/score-function";
import { stickTheLanding } from "../../src/bounds/stick-the-landing";
import { bernoulli } from "../../src/distributions/bernoulli";
import { independent } from "../../src/distributions/independent";
import { mixture } from "../../src/distributions/mixture";
import { normal } from "../../src/distributions/normal";
import { deepLatent } from "../../src/models/deep-latent";
import { linearGaussian } from "../../src/models/linear-gaussian";
import type { LatentVariableModel } from "../../src/models/model";
import { mlp } from "../../src/networks/mlp";
import { amortized } from "../../src/posteriors/amortized";
import { perDatapoint } from "../../src/posteriors/per-datapoint";
import { backend } from "../../src/tensors/backend";
import { compile } from "../../src/tensors/compile";
import type { Compiled } from "../../src/tensors/compiled";
import { toNumbers } from "../../src/tensors/numbers";
import { type Params, parameters, variablesOf } from "../../src/tensors/params";
import {
  foldIn,
  type Key,
  keyFromSeed,
  normalNumbers,
  splitKey,
  standardNormal,
  uniform,
} from "../../src/tensors/random";
import * as tf from "../../src/tensors/tf";

const key = keyFromSeed(11);
const isNative = backend().name === "native";

/** The numbers of several runs, each with a key of its own. The first two are recorded, the others compiled. */
function runs<I>(f: (input: I, key: Key) => tf.Tensor, inputs: readonly I[]): number[][] {
  return inputs.map((input, i) => toNumbers(tf.tidy(() => f(input, foldIn(key, i)))));
}

function compiledRuns<I>(f: (input: I, key: Key) => tf.Tensor, inputs: readonly I[]): number[][] {
  const compiled = compile("test", f);
  try {
    return runs(compiled, inputs);
  } finally {
    compiled.dispose();
  }
}

function expectClose(actual: readonly number[], expected: readonly number[]) {
  expect(actual.length).toBe(expected.length);
  const size = Math.max(1, ...expected.map(Math.abs));
  actual.forEach((value, i) => {
    expect(Math.abs(value - expected[i]) / size).toBeLessThan(1e-5);
  });
}

describe.runIf(isNative)("a compiled function", () => {
  const data = (seed: number) => tf.tidy(() => uniform(keyFromSeed(seed), [5, 3]).less(0.5).toFloat());
  const batches = [1, 2, 3, 4].map((seed) => ({ x: data(seed), indices: [0, 1, 2, 3, 4].map((i) => (i * seed) % 7) }));
  const pixels = mlp({ sizes: [2, 6, 3], key, activation: "softplus" });
  const plane = mlp({ sizes: [2, 6, 6], key: foldIn(key, 1) });
  const models: Readonly<Record<string, LatentVariableModel & { readonly params?: Params }>> = {
    "a linear-Gaussian model": linearGaussian({
      weights: [
        [1, 0.2],
        [0.3, -1],
        [0.5, 0.5],
      ],
      bias: [0, 1, 2],
      scale: 0.7,
    }),
    "a deep model with a Bernoulli likelihood": deepLatent({
      decoder: pixels,
      latentDim: 2,
      likelihood: (logits) => independent(bernoulli(logits)),
    }),
    "a deep model with a normal likelihood": deepLatent({
      decoder: plane,
      latentDim: 2,
      likelihood: (outputs) => {
        const [loc, logScale] = tf.split(outputs, 2, -1);
        return independent(normal(loc, logScale.exp()));
      },
    }),
    "a deep model with a mixture for a prior": deepLatent({
      decoder: pixels,
      latentDim: 2,
      likelihood: (logits) => independent(bernoulli(logits)),
      prior: mixture(
        [0.3, 0.7],
        independent(
          normal(
            [
              [-1, -1],
              [1, 1],
            ],
            0.5,
          ),
        ),
      ),
    }),
  };
  const bounds: Readonly<Record<string, Bound>> = {
    elbo,
    elboClosedFormKl,
    iwaeBound,
    stickTheLanding,
    doublyReparameterized,
    scoreFunction: scoreFunction({ baseline: "leave-one-out" }),
  };
  const posteriors = {
    "an encoder": amortized(mlp({ sizes: [3, 4, 4], key })),
    "a φ for every datapoint": perDatapoint({ numData: 7, latentDim: 2 }),
  };
  const cases = Object.keys(models).flatMap((model) =>
    Object.keys(bounds)
      .filter((bound) => !(bound === "elboClosedFormKl" && model.includes("mixture")))
      .flatMap((bound) => Object.keys(posteriors).map((posterior) => [bound, model, posterior] as const)),
  );

  test.each(cases)("gives the value and the gradient of %s, for %s and %s", (boundName, modelName, posteriorName) => {
    const [bound, model] = [bounds[boundName], models[modelName]];
    const posterior = posteriors[posteriorName as keyof typeof posteriors];
    const variables = variablesOf([model.params ?? {}, posterior.params]);
    const valueAndGradient = (batch: (typeof batches)[number], stepKey: Key) => {
      const value = () => bound(model, posterior.given(batch), batch.x, { key: stepKey, numSamples: 3 });
      const { grads } = tf.variableGrads(() => value().sum() as tf.Scalar, variables);
      return tf.concat([value(), ...variables.map(({ name }) => grads[name].flatten())]);
    };
    const [eager, compiled] = [runs(valueAndGradient, batches), compiledRuns(valueAndGradient, batches)];
    for (const [i, expected] of eager.entries()) expectClose(compiled[i], expected);
  });

  test.each([16, 2 ** 17])("gives the same numbers for tensors of %i numbers, small or large", (size) => {
    const steps = (x: tf.Tensor, k: Key) =>
      x
        .mul(standardNormal(k, [size]))
        .add(1)
        .square()
        .sub(x);
    const inputs = [1, 2, 3].map((scale) => tf.range(0, size).mul(scale / size));
    expect(compiledRuns(steps, inputs)).toEqual(runs(steps, inputs));
  });

  test("draws with each run's own key, however that is split", () => {
    const noise = (_: unknown, k: Key) => {
      const [left, right] = splitKey(k);
      return tf.concat([standardNormal(k, [3]), uniform(left, [2]), standardNormal(foldIn(right, 9), [2])]);
    };
    const nothing = [0, 0, 0, 0, 0];
    const drawn = compiledRuns(noise, nothing);
    expect(drawn).toEqual(runs(noise, nothing));
    expect(new Set(drawn.flat()).size).toBe(drawn.flat().length);
  });

  test("draws afresh in every step that it unrolls", () => {
    const walk = (_: unknown, k: Key) => {
      const steps = splitKey(k, 20).map((stepKey) => standardNormal(stepKey, [1]));
      return tf.concat(steps);
    };
    for (const steps of compiledRuns(walk, [0, 0, 0])) expect(new Set(steps).size).toBe(20);
  });

  test("sees what is assigned to a variable between its runs", () => {
    const params = parameters({ w: [1, 2] });
    const twice = compile("test", (x: tf.Tensor) => params.w.mul(x));
    const x = tf.scalar(2);
    const seen = [1, 2, 3, 4].map((w) => {
      const next = tf.tensor1d([w, -w]);
      params.w.assign(next);
      next.dispose();
      return toNumbers(twice(x));
    });
    expect(seen).toEqual([1, 2, 3, 4].map((w) => [2 * w, -2 * w]));
    twice.dispose();
  });

  test("tells two variables apart that started as one tensor, and two inputs that are one tensor", () => {
    const start = tf.tensor1d([1]);
    const { a, b } = parameters({ a: start.clone(), b: start });
    const f = compile("test", ({ x, y }: { x: tf.Tensor; y: tf.Tensor }) =>
      a.mul(10).add(b).add(x.mul(1000)).add(y.mul(100)),
    );
    const [one, two] = [tf.scalar(1), tf.scalar(2)];
    for (let i = 0; i < 3; i++) f({ x: one, y: one }).dispose();
    tf.tidy(() => b.assign(tf.tensor1d([5])));
    expect(toNumbers(f({ x: one, y: two }))).toEqual([1215]);
    f.dispose();
  });

  test("becomes one graph for each shape, and for each number that JavaScript looks at", () => {
    const power = (input: { x: tf.Tensor; power: number; also: readonly number[] }) =>
      input.x.pow(input.power).add(input.also[1]);
    const inputs = [1, 2, 3, 1, 2, 3, 1, 2, 3].map((n) => ({
      x: tf.range(0, n),
      power: n,
      also: [Math.random(), n],
      unread: Math.random(),
    }));
    const same = inputs.map((input) => ({ ...input, also: [0, input.power] }));
    expect(compiledRuns(power, same)).toEqual(runs(power, same));
  });

  test("tells inputs apart that have other parts, other numbers in one array, or another variable", () => {
    interface Parts {
      readonly x: tf.Tensor;
      readonly shift?: tf.Tensor;
      readonly numbers?: Float32Array;
      readonly w: tf.Variable;
    }
    const f = ({ x, shift, numbers, w }: Parts) =>
      x
        .add(shift ?? 0)
        .add(numbers ? numbers[0] : 0)
        .mul(w);
    const [{ w }, { w: v }] = [parameters({ w: [2] }), parameters({ w: [3] })];
    const x = tf.tensor1d([1]);
    const numbers = Float32Array.of(5);
    const compiled = compile("test", f);
    const both = (input: Parts) => [compiled(input), f(input)].map((t) => toNumbers(t)[0]);
    expect(both({ x, w })).toEqual([2, 2]);
    expect(both({ x, w: v })).toEqual([3, 3]);
    expect(both({ x, w, shift: x })).toEqual([4, 4]);
    expect(both({ x, w, numbers })).toEqual([12, 12]);
    numbers[0] = 7;
    expect(both({ x, w, numbers })).toEqual([16, 16]);
    compiled.dispose();
  });

  test("leaves nothing but its results behind", () => {
    const params = parameters({ w: [1, 2] });
    const f = compile("test", (x: tf.Tensor, k: Key) => params.w.mul(x).add(standardNormal(k, [2])));
    const x = tf.scalar(2);
    const { numTensors } = tf.memory();
    const natives = numNativeTensors();
    for (let i = 0; i < 50; i++) f(x, foldIn(key, i)).dispose();
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(numNativeTensors()).toBeLessThanOrEqual(natives + 2);
    f.dispose();
  });

  test("that does what one before did takes its session over, with numbers of its own", () => {
    const results = [1, 2, 3].map((start) => {
      const params = parameters({ w: [start, start] });
      const f = compile("test", (x: tf.Tensor) => params.w.mul(x).add(0.625));
      const result = toNumbers(f(tf.scalar(2)));
      f.dispose();
      return { result, sessions: numSessions() };
    });
    expect(results.map(({ result }) => result[0])).toEqual([2.625, 4.625, 6.625]);
    expect(new Set(results.map(({ sessions }) => sessions)).size).toBe(1);
  });

  test("shares its session with nobody while it is in use", () => {
    const [f, g] = [1, 2].map((start) => {
      const params = parameters({ w: [start] });
      return compile("test", (x: tf.Tensor) => params.w.mul(x).add(0.375));
    });
    const x = tf.scalar(2);
    expect([f, g, f, g].map((compiled) => toNumbers(compiled(x))[0])).toEqual([2.375, 4.375, 2.375, 4.375]);
    f.dispose();
    g.dispose();
  });

  test("no more than eight sessions wait for another that does the same", () => {
    const counts = Array.from({ length: 20 }, (_, i) => {
      const f = compile("test", (x: tf.Tensor) => x.add(i));
      f(tf.scalar(1)).dispose();
      f.dispose();
      return numSessions();
    });
    expect(new Set(counts.slice(8)).size).toBe(1);
  });

  test("runs as it is inside another", () => {
    const inner = compile("inner", (x: tf.Tensor) => x.square());
    const outer = (x: tf.Tensor) => inner(x).add(1);
    const inputs = [1, 2, 3, 4].map((v) => tf.scalar(v));
    expect(compiledRuns(outer, inputs)).toEqual([[2], [5], [10], [17]]);
  });

  const refused: readonly (readonly [string, (x: { x: tf.Tensor; n: number }, k: Key) => tf.Tensor, string])[] = [
    [
      "numbers read midway",
      ({ x }) => (x.sum().dataSync()[0] > 0 ? x : x.neg()),
      "a computation in tensors alone, got one that reads numbers of a tensor midway",
    ],
    ["tf.randomNormal", ({ x }) => x.add(tf.randomNormal([2])), "noise drawn with its key, got Math.random"],
    ["tf.multinomial", ({ x }) => tf.multinomial(x as tf.Tensor1D, 3).toFloat(), "noise drawn with its key, got"],
    [
      "plain numbers drawn with the key",
      ({ x }, k) => x.mul(normalNumbers(k, 1)[0]),
      "noise drawn as tensors, got numbers drawn with its key",
    ],
    [
      "the key's own numbers",
      ({ x }, k) => x.mul(k[0]),
      "a function of its input and key alone, got one whose second run did what the first did with other numbers",
    ],
    [
      "a variable that it assigns to",
      ({ x }) => counter.w.assign(counter.w.add(x)) ?? x,
      "a computation that moves no variable itself",
    ],
    [
      "a number of its own that changes",
      ({ x }) => x.mul(count++),
      "a function of its input and key alone, got one whose second run did what the first did with other numbers",
    ],
    [
      "another computation in its second run",
      ({ x }) => (count++ % 2 === 0 ? x.exp() : x.sin()),
      "a function of its input and key alone, got one whose second run did",
    ],
    [
      "a number of the input that always changes",
      ({ x, n }) => x.mul(n),
      "inputs of at most 16 kinds, got another that differs in n",
    ],
  ];
  const counter = parameters({ w: [0, 0] });
  let count = 0;

  test.each(refused)("refuses %s", (_, f, message) => {
    const { random } = Math;
    const compiled: Compiled<{ x: tf.Tensor; n: number }> = compile("test", f);
    const x = tf.tensor1d([1, 2]);
    expect(() => {
      for (let n = 0; n < 20; n++) compiled({ x, n }, foldIn(key, n)).dispose();
    }).toThrow(`test needs ${message}`);
    expect(Math.random).toBe(random);
    compiled.dispose();
  });
});

interface Counts {
  getNumOfTFTensors(): number;
  getNumOfSavedModels(): number;
}
const numNativeTensors = () => (tf.backend() as unknown as Counts).getNumOfTFTensors();
const numSessions = () => (tf.backend() as unknown as Counts).getNumOfSavedModels();
