import { type ImageSet, shippedImages } from "./images";
import { standardImages } from "./standard-images";

const CLASSES = ["T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"];

/** The first 1,500 training and 500 test images of Fashion-MNIST, 28 × 28 pixels. @see datasets/fashion-mnist-small/README.md */
export function fashionMnistSmall(part: "train" | "test"): ImageSet {
  return shippedImages(`fashion-mnist-small/${part}-`, { white: 255, classes: CLASSES });
}

/**
 * Fashion-MNIST whole, 60,000 images to train and 10,000 to test, from the four standard files in a folder of yours.
 * @throws naming the file and what it is instead, as `mnist` does.
 */
export const fashionMnist = standardImages({
  classes: CLASSES,
  train: {
    images: "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
    labels: "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
  },
  test: {
    images: "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
    labels: "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
  },
});
