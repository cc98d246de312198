import { expect, test } from "vitest";
import { decoderSliders } from "../../src/charts/decoder-sliders";
import { drawn } from "./drawn";
import { EXAMPLES, words } from "./examples";

test.each([
  [-1, -1, 0, 0],
  [1, -1, 2, 0],
  [-1, 1, 0, 2],
  [0, 1, 1, 2],
])("at z = (%s, %s) shows the image in column %s, row %s", (z1, z2, i, j) => {
  const pixels = drawn(EXAMPLES.decoderSliders, { z1, z2 }).filter(({ type }) => type === "rect");
  const { right: side } = pixels[0].datum as { right: number };
  expect(pixels.map(({ datum }) => [datum?.x, datum?.y])).toEqual([
    [0, 0],
    [side, 0],
    [0, side],
    [side, side],
  ]);
  expect(pixels.map(({ datum }) => datum?.ink)).toEqual([0, 0.1 * i, 0.3 * j, 1]);
});

test("images that do not fill the plane, and places that are uneven, are refused", () => {
  const options = { ...words, places: [0, 1], height: 1, width: 1 };
  expect(() => decoderSliders([[[0]]], options)).toThrow("decoderSliders needs 2² images of 1 × 1 pixels");
  expect(() => decoderSliders([], { ...options, places: [0, 1, 3] })).toThrow("places that are evenly spaced");
});
