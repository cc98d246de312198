import { type ImageSet, shippedImages } from "./images";

export const DIGIT_CLASSES = Array.from("0123456789");

/**
 * 1,797 handwritten digits of 8 × 8 pixels in 17 shades of grey, ordered by writer: shuffle before you cut a test set off.
 * @see datasets/optdigits/README.md
 */
export function digits(): ImageSet {
  return shippedImages("optdigits/", { white: 16, classes: DIGIT_CLASSES });
}
