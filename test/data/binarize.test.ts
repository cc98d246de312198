import { describe, expect, test } from "vitest";
import { binarizeByDraw, binarizeByThreshold } from "../../src/data/binarize";
import { mean } from "../../src/tensors/numbers";
import { keyFromSeed } from "../../src/tensors/random";

const key = keyFromSeed(3);

test("by threshold, a byte of 128 is white and one of 127 is black", () => {
  expect(binarizeByThreshold([[0, 127 / 255, 128 / 255, 1]])).toEqual([[0, 0, 1, 1]]);
  expect(binarizeByThreshold([[0.2, 0.4]], 0.3)).toEqual([[0, 1]]);
});

describe("by draw", () => {
  test("a pixel is white as often as its value says, within 4 standard errors", () => {
    const draws = binarizeByDraw(
      Array.from({ length: 20_000 }, () => [0.2, 0.9]),
      key,
    );
    [0.2, 0.9].forEach((p, j) => {
      const share = mean(draws.map((row) => row[j]));
      expect(Math.abs(share - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / 20_000));
    });
  });

  test("the ends are certain", () => {
    expect(binarizeByDraw(Array(500).fill([0, 1]), key)).toEqual(Array(500).fill([0, 1]));
  });

  test("the same key draws the same pixels, another key others", () => {
    const grey = Array(20).fill(Array(20).fill(0.5));
    expect(binarizeByDraw(grey, key)).toEqual(binarizeByDraw(grey, key));
    expect(binarizeByDraw(grey, key)).not.toEqual(binarizeByDraw(grey, keyFromSeed(4)));
  });
});

test.each([-0.1, 1.5])("both refuse a pixel of %s", (pixel) => {
  expect(() => binarizeByThreshold([[0, pixel]])).toThrow(`binarizeByThreshold needs pixels from 0 to 1, got ${pixel}`);
  expect(() => binarizeByDraw([[0, pixel]], key)).toThrow(`binarizeByDraw needs pixels from 0 to 1, got ${pixel}`);
});

test.each([
  ["no images", [], "needs at least one datapoint of at least one number, got none"],
  ["ragged images", [[0, 1], [1]], "needs rows of one length, got 2 and, in row 1, 1"],
  ["NaN", [[0, Number.NaN]], "needs finite numbers, got NaN in row 0, column 1"],
])("both refuse %s", (_, images, message) => {
  expect(() => binarizeByThreshold(images)).toThrow(`binarizeByThreshold ${message}`);
  expect(() => binarizeByDraw(images, key)).toThrow(`binarizeByDraw ${message}`);
});

test.each([0, 1.1, Number.NaN])("a threshold of %s is refused", (threshold) => {
  expect(() => binarizeByThreshold([[0.5]], threshold)).toThrow("needs a threshold above 0 and at most 1");
});
