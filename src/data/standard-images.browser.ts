import type { ImageSet } from "./images";

/** No page reads a folder of yours. */
export const standardImages = () => (): ImageSet => {
  throw new Error("a page cannot read files of your folder: run this cell in Jupyter");
};
