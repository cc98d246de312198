import { describe, expect, test } from "vitest";
import { imageGrid } from "../../src/charts/images";
import { drawn, texts } from "./drawn";
import { EXAMPLES, words } from "./examples";

describe("imageGrid", () => {
  const pixels = drawn(EXAMPLES.imageGrid).filter(({ type, datum }) => type === "rect" && datum?.value !== undefined);

  test("draws each pixel with ink in its place, cells of 60 pixels side by side", () => {
    const first = pixels.slice(0, 3).map(({ datum }) => [datum?.x, datum?.y, datum?.value]);
    const [[, top]] = first;
    expect(first).toEqual([
      [60, top, 1],
      [0, (top as number) + 60, 0.5],
      [60, (top as number) + 60, 1],
    ]);
  });

  test("draws question marks for what is missing, and a guess at it as probabilities", () => {
    expect(texts(EXAMPLES.imageGrid).filter((text) => text === "?")).toHaveLength(2);
    expect(pixels.map(({ datum }) => datum?.value)).toEqual([1, 0.5, 1, 0.5, 1, 0.9, 0.2, 0.5, 1]);
  });

  test("frames the missing pixels of a guess", () => {
    const frames = drawn(EXAMPLES.imageGrid).filter(
      ({ datum }) => datum?.right !== undefined && datum.value === undefined,
    );
    const { x, y, right, bottom } = frames[frames.length - 1].datum as Record<string, number>;
    expect([right - x, bottom - y]).toEqual([120, 60]);
  });

  test("refuses an image of another size", () => {
    expect(() => imageGrid([{ pixels: [0, 1] }], { ...words, height: 2, width: 2 })).toThrow(
      "imageGrid needs images of 2 × 2 pixels, got one of 2",
    );
  });
});
