import { describe, expect, test } from "vitest";
import { chunks } from "../../src/marginals/grid-sums";

describe.each([1, 2])("a grid of %i dimensions", (latentDim) => {
  const fine = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const coarse = [0, 2, 4, 6, 8];
  const pointsOf = (axis: readonly number[], isHalved: boolean, reaches?: Parameters<typeof chunks>[2]["reaches"]) =>
    [...chunks(axis, latentDim, { most: 7, isHalved, reaches })].flatMap(({ size, points, isOnEdge }) =>
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

  test("brings only what lies within two places of a reach", () => {
    const at = (least: number, largest: number) => Array.from({ length: latentDim }, () => ({ least, largest }));
    const isNear = (point: string) => {
      const places = point.split(" ")[0].split(",").map(Number);
      return places.every((z) => z <= 2) || places.every((z) => z >= 3 && z <= 7);
    };
    const expected = pointsOf(fine, true).filter(isNear);
    expect(pointsOf(fine, true, [at(0, 0), at(5.4, 5.4)])).toEqual(expected);
  });
});
