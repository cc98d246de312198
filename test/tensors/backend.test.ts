import { afterEach, describe, expect, test, vi } from "vitest";
import { backend } from "../../src/tensors/backend";
import * as tf from "../../src/tensors/tf";

const TFJS_NAMES = { native: "tensorflow", wasm: "wasm", cpu: "cpu" };

/** Loads the module anew, as a process would that was started with this ELBO_BACKEND. */
async function loadWith(name: string) {
  vi.resetModules();
  vi.stubEnv("ELBO_BACKEND", name);
  vi.stubEnv("ELBO_QUIET", "");
  return import("../../src/tensors/backend.js");
}

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await tf.setBackend(TFJS_NAMES[backend().name]);
});

test("the chosen backend multiplies", () => {
  expect(tf.getBackend()).toBe(TFJS_NAMES[backend().name]);
  expect(tf.matMul([[1, 2]], [[3], [4]]).arraySync()).toEqual([[11]]);
});

test("gradients and chained methods come through the one door", () => {
  const gradient = tf.grad((x: tf.Tensor) => x.square().sum())(tf.tensor1d([1, 2]));
  expect(gradient.arraySync()).toEqual([2, 4]);
});

describe.each(["wasm", "cpu"] as const)("ELBO_BACKEND=%s", (name) => {
  test("computes in the tick that follows the import, says so in one line and is silent on stderr", async () => {
    const said = vi.spyOn(console, "log").mockImplementation(() => {});
    const warned = [vi.spyOn(console, "warn"), vi.spyOn(console, "error"), vi.spyOn(process.stderr, "write")];
    const loaded = await loadWith(name);
    expect(loaded.backend().name).toBe(name);
    expect(tf.getBackend()).toBe(name);
    expect(tf.add([1, 2], 1).arraySync()).toEqual([2, 3]);
    expect(said.mock.calls).toEqual([[`elbo: tensors run on ${loaded.backend().why}`]]);
    for (const stream of warned) expect(stream).not.toHaveBeenCalled();
  });

  test("leaves the listeners for unhandled errors as they were", async () => {
    vi.spyOn(console, "log").mockImplementation(() => {});
    const before = process.listeners("unhandledRejection");
    await loadWith(name);
    expect(process.listeners("unhandledRejection")).toEqual(before);
  });
});

test("on wasm the products of matrices read across are right, also in batches, and leave nothing behind", async () => {
  vi.spyOn(console, "log").mockImplementation(() => {});
  await loadWith("wasm");
  const held = () => (tf.backend() as unknown as { numDataIds(): number }).numDataIds();
  const before = held();
  const counted = (...shape: number[]) => tf.range(1, 1 + shape.reduce((a, b) => a * b)).reshape(shape);
  const across = (t: tf.Tensor) => t.transpose([...Array(t.rank - 2).keys(), t.rank - 1, t.rank - 2]);
  for (const batch of [[], [2], [3, 2]]) {
    tf.tidy(() => {
      const [a, b] = [counted(...batch, 3, 4), counted(...batch, 4, 5)];
      const expected = a.expandDims(-1).mul(b.expandDims(-3)).sum(-2).arraySync();
      expect(a.matMul(b).arraySync()).toEqual(expected);
      expect(across(a).matMul(b, true).arraySync()).toEqual(expected);
      expect(a.matMul(across(b), false, true).arraySync()).toEqual(expected);
      expect(across(a).matMul(across(b), true, true).arraySync()).toEqual(expected);
    });
  }
  expect(held()).toBe(before);
});

test("an unknown backend is refused in words", async () => {
  await expect(loadWith("gpu")).rejects.toThrow("ELBO_BACKEND needs native, wasm or cpu, got gpu");
});
