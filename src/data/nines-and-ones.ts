import { type ImageSet, imagesOf } from "./images";
import { mnistSmall } from "./mnist";

const SIZE = 6;

/**
 * 782 nines and 910 ones of 6 × 6 black and white pixels, cut from the training part of `mnistSmall`: the smallest square
 * around the ink, in 6 × 6 cells; a cell is white where it is at least half as bright as the brightest one. No chance is in it.
 */
export function ninesAndOnes(): ImageSet {
  const set = imagesOf(mnistSmall("train"), [1, 9]);
  return { ...set, images: set.images.map((image) => cells(image, set.width)), height: SIZE, width: SIZE };
}

function cells(image: readonly number[], width: number): number[] {
  const { top, left, side } = squareAroundInk(image, width);
  const brightness = Array.from({ length: SIZE * SIZE }, (_, cell) => {
    const rows = overlaps(Math.floor(cell / SIZE), side);
    const columns = overlaps(cell % SIZE, side);
    let sum = 0;
    for (const [row, share] of rows)
      for (const [column, part] of columns) {
        const [i, j] = [top + row, left + column];
        if (i >= 0 && i < width && j >= 0 && j < width) sum += share * part * image[i * width + j];
      }
    return sum;
  });
  const half = Math.max(...brightness) / 2;
  return brightness.map((value) => (value >= half ? 1 : 0));
}

/** The pixels along one axis that a cell covers, each with the length that it covers of it. */
function overlaps(cell: number, side: number): [number, number][] {
  const [from, to] = [(cell * side) / SIZE, ((cell + 1) * side) / SIZE];
  const pixels = Array.from({ length: Math.ceil(to) - Math.floor(from) }, (_, i) => Math.floor(from) + i);
  return pixels.map((pixel) => [pixel, Math.min(to, pixel + 1) - Math.max(from, pixel)]);
}

/** It may reach beyond the image where the ink is narrow and near the edge. */
function squareAroundInk(image: readonly number[], width: number) {
  const inked = image.flatMap((pixel, at) => (pixel > 0 ? [[Math.floor(at / width), at % width]] : []));
  const [first, last] = [Math.min, Math.max].map((extreme) =>
    [0, 1].map((axis) => extreme(...inked.map((p) => p[axis]))),
  );
  const [height, breadth] = [last[0] - first[0] + 1, last[1] - first[1] + 1];
  const side = Math.max(height, breadth);
  return {
    top: first[0] + Math.floor((height - side) / 2),
    left: first[1] + Math.floor((breadth - side) / 2),
    side,
  };
}
