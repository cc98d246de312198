import type { Key } from "../tensors/random";
import { permutation } from "./batches";
import { readDataFile } from "./dataset";
import { type IdxArray, readIdx } from "./idx";

/** Grey images, each a row of height · width numbers in [0, 1] from its top left corner, with the class of each. */
export interface ImageSet {
  /** [N][height · width] */
  readonly images: readonly (readonly number[])[];
  /** [N], whole numbers from 0 */
  readonly labels: readonly number[];
  readonly height: number;
  readonly width: number;
  /** What each label is called. */
  readonly classes: readonly string[];
}

/** How the bytes of an image set are to be read. */
export interface Encoding {
  /** The byte of white; black is 0. */
  readonly white: number;
  readonly classes: readonly string[];
}

/**
 * An image set from its two arrays, pixels of [N, height, width] and labels of [N]. Bytes become numbers in [0, 1].
 * @throws naming the file, where an array has other axes, their numbers differ, or a byte is beyond white or the classes.
 */
export function imageSet(pixels: IdxArray, names: IdxArray, { white, classes }: Encoding): ImageSet {
  if (pixels.shape.length !== 3)
    throw new Error(`${pixels.source} needs three axes, images × rows × columns, got ${pixels.shape.join(" × ")}`);
  if (names.shape.length !== 1)
    throw new Error(`${names.source} needs one axis, a label for each image, got ${names.shape.join(" × ")}`);
  const [numImages, height, width] = pixels.shape;
  if (names.shape[0] !== numImages)
    throw new Error(`${names.source} needs ${numImages} labels, one for each image, got ${names.shape[0]}`);
  const beyond = (values: Uint8Array, highest: number) => values.find((value) => value > highest);
  const [brightest, unnamed] = [beyond(pixels.values, white), beyond(names.values, classes.length - 1)];
  if (brightest !== undefined) throw new Error(`${pixels.source} needs pixels from 0 to ${white}, got ${brightest}`);
  if (unnamed !== undefined)
    throw new Error(`${names.source} needs labels from 0 to ${classes.length - 1}, got ${unnamed}`);
  return {
    images: Array.from({ length: numImages }, (_, i) => row(pixels.values, { at: i, size: height * width, white })),
    labels: [...names.values],
    height,
    width,
    classes,
  };
}

/** A loop, because for all of MNIST it is twenty times as fast as a map over the bytes. */
function row(
  values: Uint8Array,
  { at, size, white }: { readonly at: number; readonly size: number; readonly white: number },
): number[] {
  const image = new Array<number>(size);
  for (let j = 0; j < size; j++) image[j] = values[at * size + j] / white;
  return image;
}

/** An image set that comes with the package: `stem` is its folder and part, as in "mnist-small/train-". */
export function shippedImages(stem: string, encoding: Encoding): ImageSet {
  const read = (file: string) => readIdx(readDataFile(file), `datasets/${file}`);
  return imageSet(read(`${stem}images-idx3-ubyte.gz`), read(`${stem}labels-idx1-ubyte.gz`), encoding);
}

/** The images at these places, in this order. @throws where there is no such place. */
export function takeImages(set: ImageSet, indices: readonly number[]): ImageSet {
  const missing = indices.find((i) => set.images[i] === undefined);
  if (missing !== undefined)
    throw new Error(`takeImages needs places from 0 to ${set.images.length - 1}, got ${missing}`);
  return { ...set, images: indices.map((i) => set.images[i]), labels: indices.map((i) => set.labels[i]) };
}

/** The images of these classes, in the order of the set. */
export function imagesOf(set: ImageSet, labels: readonly number[]): ImageSet {
  return takeImages(
    set,
    set.labels.flatMap((label, i) => (labels.includes(label) ? [i] : [])),
  );
}

/**
 * Shuffles by `key`, then cuts `numTest` images off for the test. Together the two parts hold every image once.
 * @throws unless 1 ≤ numTest < N.
 */
export function trainTestSplit(
  set: ImageSet,
  { numTest, key }: { readonly numTest: number; readonly key: Key },
): { train: ImageSet; test: ImageSet } {
  const numData = set.images.length;
  if (!Number.isInteger(numTest) || numTest < 1 || numTest >= numData)
    throw new Error(`trainTestSplit needs a whole numTest from 1 to ${numData - 1}, got ${numTest}`);
  const order = permutation(key, numData);
  return { train: takeImages(set, order.slice(numTest)), test: takeImages(set, order.slice(0, numTest)) };
}
