import { type Key, uniformNumbers } from "../tensors/random";
import { checkRows, type Rows } from "../tensors/shapes";

/**
 * 1 where a pixel is at least `threshold`, else 0. The same image gives the same pixels for ever.
 * images [N][P], from 0 to 1 → [N][P]. @throws unless 0 < threshold ≤ 1 and every pixel is from 0 to 1.
 */
export function binarizeByThreshold(images: Rows, threshold = 0.5): number[][] {
  if (!(threshold > 0 && threshold <= 1))
    throw new Error(`binarizeByThreshold needs a threshold above 0 and at most 1, got ${threshold}`);
  checkPixels("binarizeByThreshold", images);
  return images.map((image) => image.map((pixel) => (pixel >= threshold ? 1 : 0)));
}

/**
 * One Bernoulli draw for each pixel, which is 1 with the pixel's own value as probability. Another data set than the one
 * made by threshold: say with a number which of the two it is of.
 * images [N][P], from 0 to 1 → [N][P]. @throws unless every pixel is from 0 to 1. @see Salakhutdinov and Murray (2008)
 */
export function binarizeByDraw(images: Rows, key: Key): number[][] {
  const width = checkPixels("binarizeByDraw", images);
  const uniforms = uniformNumbers(key, images.length * width);
  return images.map((image, i) => image.map((pixel, j) => (uniforms[i * width + j] < pixel ? 1 : 0)));
}

/** The number of pixels of an image. */
function checkPixels(who: string, images: Rows): number {
  const width = checkRows(who, images);
  for (const image of images) {
    const bad = image.find((pixel) => !(pixel >= 0 && pixel <= 1));
    if (bad !== undefined) throw new Error(`${who} needs pixels from 0 to 1, got ${bad}`);
  }
  return width;
}
