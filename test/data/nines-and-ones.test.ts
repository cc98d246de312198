import { expect, test } from "vitest";
import { ninesAndOnes } from "../../src/data/nines-and-ones";

const set = ninesAndOnes();
const picture = (image: readonly number[]) =>
  Array.from({ length: 6 }, (_, row) =>
    image
      .slice(6 * row, 6 * row + 6)
      .map((pixel) => ".#"[pixel])
      .join(""),
  );

test("782 nines and 910 ones of 36 black or white pixels", () => {
  const count = (digit: number) => set.labels.filter((label) => label === digit).length;
  expect([count(9), count(1), set.images.length, set.height, set.width]).toEqual([782, 910, 1692, 6, 6]);
  expect(new Set(set.images.flat())).toEqual(new Set([0, 1]));
});

test("a nine is a ring on a stem, a one is a stem", () => {
  expect(picture(set.images[set.labels.indexOf(9)])).toEqual([
    "..###.",
    ".##...",
    ".####.",
    "...##.",
    "...#..",
    "...#..",
  ]);
  expect(picture(set.images[set.labels.indexOf(1)])).toEqual([
    "...#..",
    "...#..",
    "..#...",
    "..#...",
    "..#...",
    "..#...",
  ]);
});

test("the ink reaches the top and the bottom in four images of five", () => {
  const reaches = set.images.filter((image) => image.slice(0, 6).includes(1) && image.slice(30).includes(1));
  expect(reaches.length / set.images.length).toBeGreaterThan(0.8);
});
