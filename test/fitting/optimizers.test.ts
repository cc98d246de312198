import { describe, expect, test } from "vitest";
import { clipByGlobalNorm } from "../../src/fitting/clipping";
import { fit } from "../../src/fitting/fit";
import { adam, momentum, type Optimizer, sgd } from "../../src/fitting/optimizers";
import { cosineDecay, exponentialDecay } from "../../src/fitting/schedules";
import { backend } from "../../src/tensors/backend";
import { toNumbers } from "../../src/tensors/numbers";
import { parameters } from "../../src/tensors/params";
import { keyFromSeed } from "../../src/tensors/random";
import * as tf from "../../src/tensors/tf";
import torch from "../reference/optimizers.json";

const { start, target, steps, end } = torch;
const cases: Readonly<Record<keyof typeof end, { readonly optimizer: Optimizer; readonly clipNorm?: number }>> = {
  sgd: { optimizer: sgd(0.01) },
  momentum: { optimizer: momentum(0.01) },
  nesterov: { optimizer: momentum(0.01, { momentum: 0.8, nesterov: true }) },
  adam: { optimizer: adam(0.1) },
  adamOtherwise: { optimizer: adam(0.1, { beta1: 0.8, beta2: 0.95, epsilon: 0.01 }) },
  sgdClipped: { optimizer: sgd(0.05), clipNorm: 1.5 },
  sgdExponential: { optimizer: sgd(exponentialDecay(0.01, { factor: 0.9, every: 1 })) },
  sgdCosine: { optimizer: sgd(cosineDecay(0.01, { steps, end: 0.001 })) },
};
const ways = backend().name === "native" ? [true, false] : [false];
const all = Object.entries(cases).flatMap(([name, options]) => ways.map((compile) => ({ name, compile, options })));

describe("an optimizer", () => {
  test.each(all)("walks as PyTorch's does: $name, compiled: $compile", async ({ name, compile, options }) => {
    const params = parameters({ w: start });
    await fit({
      ...options,
      maximize: () => params.w.sub(target).pow(4).div(4).add(params.w.sin()).neg().mul(4), // fit averages over four
      params: [params],
      batches: Array(steps).fill(0),
      key: keyFromSeed(1),
      compile,
    });
    const w = toNumbers(params.w.clone());
    for (const [i, expected] of end[name as keyof typeof end].entries()) expect(w[i]).toBeCloseTo(expected, 4);
  });

  test.each([
    ["adam needs beta1 from 0 to below 1, got 1", () => adam(0.1, { beta1: 1 })],
    ["adam needs a positive epsilon, got 0", () => adam(0.1, { epsilon: 0 })],
    ["momentum needs momentum from 0 to below 1, got -0.1", () => momentum(0.1, { momentum: -0.1 })],
    ["sgd needs a learning rate from 0, got NaN at step 1", () => sgd(Number.NaN).rates(1)],
    ["adam needs a learning rate from 0, got -1 at step 3", () => adam((step) => 2 - step).rates(3)],
  ])("%s", (message, make) => {
    expect(make).toThrow(message);
  });
});

describe("clipping", () => {
  const clipped = (most: number) =>
    tf.tidy(() => clipByGlobalNorm([tf.tensor1d([3, 0]), tf.tensor2d([[4]])], most).map((g) => [...g.dataSync()]));

  test("shortens all gradients together to the norm, and keeps their direction", () => {
    expect(clipped(1).flat()).toEqual([0.6, 0, 0.8].map(Math.fround));
  });

  test("leaves shorter ones alone", () => {
    expect(clipped(5)).toEqual([[3, 0], [4]]);
    expect(clipped(50)).toEqual([[3, 0], [4]]);
  });
});
