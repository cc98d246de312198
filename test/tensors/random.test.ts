import { describe, expect, test } from "vitest";
import { meanWithError, sum, toNumbers } from "../../src/tensors/numbers";
import {
  foldIn,
  freshKey,
  keyFromSeed,
  normalNumbers,
  splitKey,
  standardNormal,
  uniform,
  uniformNumbers,
} from "../../src/tensors/random";
import { threefry } from "../../src/tensors/threefry";

describe("threefry", () => {
  // The known answers that its authors publish with the cipher: key, counter, result.
  test.each([
    [
      [0x00000000, 0x00000000],
      [0x00000000, 0x00000000],
      [0x6b200159, 0x99ba4efe],
    ],
    [
      [0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x1cb996fc, 0xbb002be7],
    ],
    [
      [0x13198a2e, 0x03707344],
      [0x243f6a88, 0x85a308d3],
      [0xc4923a9c, 0x483df7a0],
    ],
  ] as const)("key %j scrambles counter %j into %j", (key, counter, expected) => {
    const out = new Uint32Array(2);
    threefry(key, counter[0], counter[1], out);
    expect([...out]).toEqual([...expected]);
  });
});

describe("keys", () => {
  const key = keyFromSeed(2023);

  test("the same key gives the same numbers, whatever was drawn before", () => {
    const first = [...normalNumbers(key, 5)];
    normalNumbers(foldIn(key, 7), 100);
    expect([...normalNumbers(key, 5)]).toEqual(first);
  });

  test("a longer draw begins with the shorter one", () => {
    expect([...uniformNumbers(key, 7)].slice(0, 4)).toEqual([...uniformNumbers(key, 4)]);
  });

  test("split keys draw different numbers from each other and from their parent", () => {
    const firsts = [key, ...splitKey(key, 100)].map((k) => uniformNumbers(k, 1)[0]);
    expect(new Set(firsts).size).toBe(101);
  });

  test("two seeds give two keys, also above 2^32", () => {
    expect(keyFromSeed(1)).not.toEqual(keyFromSeed(1 + 2 ** 32));
  });

  test.each([-1, 1.5, Number.NaN, 2 ** 53])("a seed of %s is refused", (seed) => {
    expect(() => keyFromSeed(seed)).toThrow(`keyFromSeed needs a whole number from 0 to 2^53 - 1, got ${seed}`);
  });
});

describe("draws", () => {
  const numDraws = 200_000;

  test("uniforms have mean 1/2 and variance 1/12, within 4 standard errors", () => {
    const draws = uniformNumbers(keyFromSeed(1), numDraws);
    const first = meanWithError(draws);
    const second = meanWithError(draws.map((u) => (u - 0.5) ** 2));
    expect(Math.abs(first.mean - 1 / 2)).toBeLessThan(4 * first.standardError);
    expect(Math.abs(second.mean - 1 / 12)).toBeLessThan(4 * second.standardError);
  });

  test.each([
    [1, 0],
    [2, 1],
    [3, 0],
    [4, 3],
  ])("the moment of order %i of the normals is %i, within 4 standard errors", (order, expected) => {
    const { mean, standardError } = meanWithError(normalNumbers(keyFromSeed(2), numDraws).map((z) => z ** order));
    expect(Math.abs(mean - expected)).toBeLessThan(4 * standardError);
  });

  test("the two normals of one pair are uncorrelated, within 4 standard errors", () => {
    const draws = normalNumbers(keyFromSeed(3), numDraws);
    const products = Array.from({ length: numDraws / 2 }, (_, i) => draws[2 * i] * draws[2 * i + 1]);
    const { mean, standardError } = meanWithError(products);
    expect(Math.abs(mean)).toBeLessThan(4 * standardError);
  });

  test("uniform tensors never hold 0 or 1, so that log u and log(1 − u) are finite", () => {
    const draws = toNumbers(uniform(keyFromSeed(4), [numDraws]));
    expect(sum(draws.map((u) => (u > 0 && u < 1 ? 0 : 1)))).toBe(0);
  });

  test("a tensor of normals holds the numbers of its key, rounded to float32", () => {
    const key = keyFromSeed(5);
    expect(toNumbers(standardNormal(key, [2, 3]))).toEqual([...normalNumbers(key, 6)].map(Math.fround));
  });

  test.each([[[0]], [[2, -1]], [[1.5]]])("the shape %j is refused", (shape) => {
    expect(() => standardNormal(keyFromSeed(1), shape)).toThrow("standardNormal needs a shape of whole lengths");
  });
});

test("fresh keys differ", () => {
  expect(freshKey()).not.toEqual(freshKey());
});
