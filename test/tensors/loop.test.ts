import { describe, expect, test } from "vitest";
import { forLoop } from "../../src/tensors/loop";
import { toNumbers } from "../../src/tensors/numbers";
import { foldIn, type Key, keyFromSeed, standardNormal } from "../../src/tensors/random";
import * as tf from "../../src/tensors/tf";

const key = keyFromSeed(3);

describe("a function for a loop", () => {
  const noisy = (scale: number, k: Key) => standardNormal(k, [3]).mul(scale);
  const peeking = (scale: number, k: Key) =>
    standardNormal(k, [3]).mul(scale + 0 * tf.scalar(1).add(standardNormal(k, [])).dataSync()[0]);
  const ways: readonly (readonly [string, (scale: number, k: Key) => tf.Tensor, number])[] = [
    ["in a short loop", noisy, 3],
    ["in a long loop, where it is compiled", noisy, 30],
    ["in a long loop, where it cannot be compiled", peeking, 30],
  ];

  test.each(ways)("gives what it gives by itself, %s", (_, f, runs) => {
    const { numTensors } = tf.memory();
    const looped = forLoop(runs, f);
    for (let i = 0; i < runs; i++) {
      const expected = toNumbers(tf.tidy(() => noisy(2, foldIn(key, i))));
      expect(toNumbers(looped(2, foldIn(key, i)))).toEqual(expected);
    }
    looped.dispose();
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  test("throws its own errors", () => {
    const failing = () => {
      throw new Error("its own");
    };
    for (const runs of [1, 30]) expect(() => forLoop(runs, failing)(0)).toThrow("its own");
  });
});
