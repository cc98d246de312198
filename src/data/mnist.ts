import { DIGIT_CLASSES } from "./digits";
import { type ImageSet, shippedImages } from "./images";
import { standardImages } from "./standard-images";

/**
 * Ten thousand digits of MNIST, 28 × 28 pixels: 8,000 to train, 1,000 to validate, 1,000 to test. All are from the standard
 * training file, so a number on this test part is not comparable with a published one. @see datasets/mnist-small/README.md
 */
export function mnistSmall(part: "train" | "valid" | "test"): ImageSet {
  return shippedImages(`mnist-small/${part}-`, { white: 255, classes: DIGIT_CLASSES });
}

/**
 * MNIST whole, 60,000 images to train and 10,000 to test, from the four standard files in a folder of yours, packed or not.
 * Packed bytes differ from mirror to mirror, so the checksums are of what they unpack to.
 * @throws naming the file and what it is instead, as a page of HTML, a Git LFS pointer, or not the standard content.
 */
export const mnist = standardImages({
  classes: DIGIT_CLASSES,
  train: {
    images: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    labels: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
  },
  test: {
    images: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    labels: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
  },
});
