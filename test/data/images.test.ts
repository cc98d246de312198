import { describe, expect, test } from "vitest";
import { digits } from "../../src/data/digits";
import { fashionMnistSmall } from "../../src/data/fashion-mnist";
import { imageSet, imagesOf, takeImages, trainTestSplit } from "../../src/data/images";
import { mnistSmall } from "../../src/data/mnist";
import { keyFromSeed } from "../../src/tensors/random";

const array = (source: string, shape: readonly number[], values: readonly number[]) => ({
  source,
  shape,
  values: Uint8Array.from(values),
});
const pixels = array("images", [2, 1, 2], [0, 4, 2, 1]);
const labels = array("labels", [2], [1, 0]);
const encoding = { white: 4, classes: ["zero", "one"] };

describe("imageSet", () => {
  test("divides bytes by white and keeps the order", () => {
    expect(imageSet(pixels, labels, encoding)).toEqual({
      images: [
        [0, 1],
        [0.5, 0.25],
      ],
      labels: [1, 0],
      height: 1,
      width: 2,
      classes: ["zero", "one"],
    });
  });

  test.each([
    ["images needs three axes, images × rows × columns, got 2", array("images", [2], [1, 2]), labels],
    ["labels needs one axis, a label for each image, got 2 × 1 × 2", pixels, array("labels", [2, 1, 2], [0, 0, 0, 0])],
    ["labels needs 2 labels, one for each image, got 3", pixels, array("labels", [3], [0, 1, 0])],
    ["images needs pixels from 0 to 4, got 5", array("images", [2, 1, 2], [0, 5, 2, 1]), labels],
    ["labels needs labels from 0 to 1, got 9", pixels, array("labels", [2], [0, 9])],
  ])("%s", (message, images, names) => {
    expect(() => imageSet(images, names, encoding)).toThrow(message);
  });
});

describe("the shipped image sets", () => {
  test.each([
    ["digits", digits(), 1797, 8],
    ["mnistSmall train", mnistSmall("train"), 8000, 28],
    ["mnistSmall valid", mnistSmall("valid"), 1000, 28],
    ["mnistSmall test", mnistSmall("test"), 1000, 28],
    ["fashionMnistSmall train", fashionMnistSmall("train"), 1500, 28],
    ["fashionMnistSmall test", fashionMnistSmall("test"), 500, 28],
  ])("%s has every class, and pixels that reach from 0 to 1", (_, set, numData, side) => {
    expect([set.images.length, set.labels.length, set.height, set.width]).toEqual([numData, numData, side, side]);
    expect(set.images.every((image) => image.length === side * side)).toBe(true);
    expect(new Set(set.labels).size).toBe(10);
    expect(Math.min(...set.images.map((image) => Math.min(...image)))).toBe(0);
    expect(Math.max(...set.images.map((image) => Math.max(...image)))).toBe(1);
  });

  test("digits start as their source does", () => {
    const { images, labels: names } = digits();
    expect(images[0].slice(0, 8).map((pixel) => 16 * pixel)).toEqual([0, 0, 5, 13, 9, 1, 0, 0]);
    expect(names.slice(0, 10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});

describe("trainTestSplit", () => {
  const set = digits();
  const key = keyFromSeed(1);

  test("deals every image out once, its label with it", () => {
    const { train, test: held } = trainTestSplit(set, { numTest: 360, key });
    expect([train.images.length, held.images.length]).toEqual([1437, 360]);
    const dealt = new Map(
      [...train.images, ...held.images].map((image, i) => [image, [...train.labels, ...held.labels][i]]),
    );
    expect(set.images.every((image, i) => dealt.get(image) === set.labels[i])).toBe(true);
  });

  test("is the same for the same key, another for another", () => {
    const labelsOf = (seed: number) => trainTestSplit(set, { numTest: 50, key: keyFromSeed(seed) }).test.labels;
    expect(labelsOf(1)).toEqual(labelsOf(1));
    expect(labelsOf(1)).not.toEqual(labelsOf(2));
  });

  test.each([0, 1797, 1.5, Number.NaN])("refuses numTest %s", (numTest) => {
    expect(() => trainTestSplit(set, { numTest, key })).toThrow(`needs a whole numTest from 1 to 1796, got ${numTest}`);
  });
});

test("takeImages and imagesOf keep labels beside their images", () => {
  const set = imageSet(pixels, labels, encoding);
  expect(takeImages(set, [1, 1]).images).toEqual([set.images[1], set.images[1]]);
  expect(imagesOf(set, [1])).toMatchObject({ images: [set.images[0]], labels: [1] });
  expect(() => takeImages(set, [2])).toThrow("takeImages needs places from 0 to 1, got 2");
});
