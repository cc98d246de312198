import { describe, expect, test } from "vitest";
import { logMarginalByEnumeration, posteriorByEnumeration } from "../../src/marginals/enumeration";
import { discreteModel } from "../../src/models/discrete-model";
import { gaussianMixture } from "../../src/models/gaussian-mixture";
import { linspace, sum } from "../../src/tensors/numbers";

const tables = discreteModel({
  prior: [0.6, 0.4],
  likelihood: [
    [0.8, 0.2],
    [0.1, 0.9],
  ],
});
const line = gaussianMixture({ weights: [0.3, 0.7], means: [[-1], [2]], covariances: [[[0.25]], [[1]]] });

describe("logMarginalByEnumeration", () => {
  test("is the log of the sum of the joint", () => {
    expect(logMarginalByEnumeration(tables, [[0], [1]])).toEqual([
      expect.closeTo(Math.log(0.52), 12),
      expect.closeTo(Math.log(0.48), 12),
    ]);
  });

  test("is a density: it integrates to one", () => {
    const grid = linspace(-9, 9, 3601);
    const density = logMarginalByEnumeration(
      line,
      grid.map((x) => [x]),
    ).map(Math.exp);
    expect(sum(density) * (grid[1] - grid[0])).toBeCloseTo(1, 9);
  });

  test("stays finite where every term of the plain sum underflows", () => {
    const [far] = logMarginalByEnumeration(line, [[500]]);
    expect(far).toBeCloseTo(Math.log(0.7) - 498 ** 2 / 2 - Math.log(2 * Math.PI) / 2, 6);
  });
});

describe("posteriorByEnumeration", () => {
  test("is the joint divided by the marginal, and sums to one", () => {
    expect(posteriorByEnumeration(tables, [[1]])[0]).toEqual([expect.closeTo(0.25, 12), expect.closeTo(0.75, 12)]);
    for (const row of posteriorByEnumeration(
      line,
      linspace(-50, 50, 101).map((x) => [x]),
    ))
      expect(sum(row)).toBeCloseTo(1, 12);
  });
});
