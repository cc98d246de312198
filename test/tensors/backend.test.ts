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

test("an unknown backend is refused in words", async () => {
  await expect(loadWith("gpu")).rejects.toThrow("ELBO_BACKEND needs native, wasm or cpu, got gpu");
});
