import { expect, test } from "vitest";
import { inverseCdfStaircase } from "../../src/charts/staircase";
import { drawn } from "./drawn";
import { EXAMPLES, words } from "./examples";

const marks = (tilt: number) => drawn(EXAMPLES.inverseCdfStaircase, { tilt });

test.each([
  // weights 1 : 1 : 1 : 1, then 2 : 4 : 8 : 16 and 1/2 : 1/4 : 1/8 : 1/16
  [0, [0.25, 0.5, 0.75, 1], [1, 3]],
  [Math.LN2, [2 / 30, 6 / 30, 14 / 30, 1], [2, 4]],
  [-Math.LN2, [8 / 15, 12 / 15, 14 / 15, 1], [1, 2]],
])("with tilt %s the steps end where the CDF says, and each u stands on the step of its face", (tilt, ends, faces) => {
  const steps = marks(tilt).filter(({ type, datum }) => type === "rule" && datum?.to !== undefined);
  const ofFaces = new Map(steps.map(({ datum }) => [datum?.face as number, datum?.to]));
  const found = [1, 2, 3, 4].map((face) => ofFaces.get(face));
  found.forEach((to, i) => {
    expect(to).toBeCloseTo(ends[i], 12);
  });
  expect(
    marks(tilt)
      .filter(({ type }) => type === "symbol")
      .map(({ datum }) => datum?.face),
  ).toEqual(faces);
});

test("a u outside of (0, 1) is refused", () => {
  const options = { ...words, faces: 6, tilt: { min: 0, max: 1, start: 0 } };
  expect(() => inverseCdfStaircase([0.5, 1], options)).toThrow("inverseCdfStaircase needs u's between 0 and 1, got 1");
});
