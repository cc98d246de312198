import { describe, expect, test } from "vitest";
import { chunks } from "../../src/marginals/grid-sums";

describe.each([1, 2])("a grid of %i dimensions", (latentDim) => {
  const fine = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const coarse = [0, 2, 4, 6, 8];
  const pointsOf = (axis: readonly number[], isHalved: boolean) =>
    [...chunks(axis, latentDim, { most: 7, isHalved })].flatMap(({ size, points, isOnEdge }) =>
      Array.from({ length: size }, (_, g) => {
        const place = points.subarray(g * latentDim, (g + 1) * latentDim);
        return `${place.join()} ${isOnEdge[g] === 1 ? "on the edge" : "inside"}`;
      }),
    );

  test("that is halved brings each point of the finer grid once, beside what the coarser one has", () => {
    const both = [...pointsOf(coarse, false), ...pointsOf(fine, true)];
    expect(both.toSorted()).toEqual(pointsOf(fine, false).toSorted());
    expect(both).toHaveLength(9 ** latentDim);
  });

  test("has its edge where a coordinate is the first or the last", () => {
    const expected = (point: string) => /(^|,)[08](,| )/.test(point);
    for (const point of pointsOf(fine, false)) expect(point.endsWith("on the edge")).toBe(expected(point));
  });
});
