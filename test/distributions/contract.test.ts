import { describe, expect, test } from "vitest";
import { bernoulli } from "../../src/distributions/bernoulli";
import { categorical } from "../../src/distributions/categorical";
import type { Distribution } from "../../src/distributions/distribution";
import * as families from "../../src/distributions/families";
import { type Family, fromOutputs, numParameters } from "../../src/distributions/family";
import { independent } from "../../src/distributions/independent";
import { laplace } from "../../src/distributions/laplace";
import { logistic } from "../../src/distributions/logistic";
import { mixture } from "../../src/distributions/mixture";
import { multivariateNormal } from "../../src/distributions/multivariate-normal";
import { normal } from "../../src/distributions/normal";
import { poisson } from "../../src/distributions/poisson";
import { relaxedBernoulli } from "../../src/distributions/relaxed-bernoulli";
import { relaxedCategorical } from "../../src/distributions/relaxed-categorical";
import { stacked } from "../../src/distributions/stacked";
import { linspace, meanWithError, sum, toNumbers } from "../../src/tensors/numbers";
import { keyFromSeed, standardNormal } from "../../src/tensors/random";
import * as tf from "../../src/tensors/tf";

/** Where a distribution has its mass: every value of a discrete one, a fine grid for a continuous one. */
interface Case {
  readonly name: string;
  readonly distribution: Distribution;
  readonly support: number[][] | number[];
  /** The volume of a cell of the grid; 1 where the support is listed. */
  readonly cell: number;
}

const line = linspace(-12, 12, 4801);
const axis = linspace(-9, 9, 241);
const plane = axis.flatMap((a) => axis.map((b) => [a, b]));
const NUM_DRAWS = 20_000;
/** The distance that an empirical distribution function exceeds as seldom as a normal exceeds 4 standard deviations. */
const DKW = Math.sqrt(Math.log(2 / 6.3e-5) / (2 * NUM_DRAWS));
/** The midpoints of the unit interval, at whose ends a density may be infinite. */
const unit = Array.from({ length: 20_000 }, (_, i) => (i + 0.5) / 20_000);
const fineAxis = linspace(-6, 6, 481);
const finePlane = fineAxis.flatMap((a) => fineAxis.map((b) => [a, b]));
const step = (grid: number[]) => grid[1] - grid[0];
const bits = Array.from({ length: 8 }, (_, state) => [state >> 2, (state >> 1) & 1, state & 1]);

/** A member of a family with random φ, away from where it starts. */
const member = (family: Family, seed: number) =>
  fromOutputs(family, standardNormal(keyFromSeed(seed), [numParameters(family)]).mul(0.15));

const FAMILIES = [
  { family: families.diagonalNormal(1), support: line.map((z) => [z]), cell: step(line) },
  { family: families.fullNormal(2), support: plane, cell: step(axis) ** 2 },
  { family: families.normalMixture(1, 3), support: line.map((z) => [z]), cell: step(line) },
  { family: families.normalMixture(2, 2), support: plane, cell: step(axis) ** 2 },
  { family: families.splineFlow(1, { numBins: 4 }), support: line.map((z) => [z]), cell: step(line) },
  { family: families.splineFlow(2, { numBins: 4 }), support: finePlane, cell: step(fineAxis) ** 2 },
  { family: families.independentBits(3), support: bits, cell: 1 },
];

const CASES: readonly Case[] = [
  { name: "normal", distribution: normal(0.7, 1.3), support: line, cell: step(line) },
  { name: "narrow normal", distribution: normal(-2, 0.05), support: line, cell: step(line) },
  { name: "laplace", distribution: laplace(0.5, 0.7), support: line, cell: step(line) },
  { name: "logistic", distribution: logistic(-0.5, 0.6), support: line, cell: step(line) },
  { name: "poisson", distribution: poisson(3.4), support: linspace(0, 60, 61), cell: 1 },
  { name: "poisson of rate zero", distribution: poisson(0), support: [0, 1, 2], cell: 1 },
  {
    name: "relaxed bernoulli",
    distribution: relaxedBernoulli(0.4, 1.5),
    support: unit,
    cell: 1 / unit.length,
  },
  {
    name: "two layers of normals, the lower bent by the upper",
    distribution: stacked(independent(normal([0.3], 0.8)), (z) => independent(normal(z.sin().mul(2), 0.5))),
    support: plane,
    cell: step(axis) ** 2,
  },
  ...FAMILIES.map(({ family, ...rest }, i) => ({
    name: `${family.name} on ${rest.support[0].length} axes`,
    distribution: member(family, 30 + i),
    ...rest,
  })),
  { name: "bernoulli", distribution: bernoulli(0.7), support: [0, 1], cell: 1 },
  { name: "categorical", distribution: categorical([0.3, -1, 2]), support: [0, 1, 2], cell: 1 },
  {
    name: "categorical with an impossible value",
    distribution: categorical([0, -Infinity, 1]),
    support: [0, 1, 2],
    cell: 1,
  },
  {
    name: "independent normals",
    distribution: independent(normal([0.5, -1], [1, 0.6])),
    support: plane,
    cell: step(axis) ** 2,
  },
  {
    name: "multivariate normal",
    distribution: multivariateNormal(
      [0.5, -1],
      [
        [1.2, 0],
        [-0.7, 0.5],
      ],
    ),
    support: plane,
    cell: step(axis) ** 2,
  },
  {
    name: "mixture of normals",
    distribution: mixture([0.3, 0.7], normal([-2, 1], [0.5, 1])),
    support: line,
    cell: step(line),
  },
  {
    name: "mixture in the plane",
    distribution: mixture(
      [0.25, 0.75],
      multivariateNormal(
        [
          [-2, 0],
          [1, 1],
        ],
        [
          [
            [0.5, 0],
            [0.2, 0.7],
          ],
          [
            [1, 0],
            [0, 1],
          ],
        ],
      ),
    ),
    support: plane,
    cell: step(axis) ** 2,
  },
];

describe.each(CASES)("$name", ({ distribution, support, cell }) => {
  const logProbs = () => toNumbers(distribution.logProb(tf.tensor(support)));

  test("its density sums to one", () => {
    expect(sum(logProbs().map(Math.exp)) * cell).toBeCloseTo(1, 4);
  });

  test("the first and second moments of its samples are those of its density, within 4 standard errors", () => {
    const masses = logProbs().map((logProb) => Math.exp(logProb) * cell);
    const size = distribution.eventShape[0] ?? 1;
    const values = support.map((value) => [value].flat());
    const draws = toNumbers(distribution.sample(keyFromSeed(11), 40_000));
    for (let p = 0; p < size; p++) {
      for (const order of [1, 2]) {
        const expected = sum(values.map((value, i) => value[p] ** order * masses[i]));
        const { mean, standardError } = meanWithError(draws.filter((_, i) => i % size === p).map((v) => v ** order));
        expect(Math.abs(mean - expected)).toBeLessThan(4 * standardError + 1e-4);
      }
    }
  });

  test("its samples have the distribution function of its density, within the bound of Dvoretzky, Kiefer and Wolfowitz", () => {
    const masses = logProbs().map((logProb) => Math.exp(logProb) * cell);
    const values = support.map((value) => [value].flat());
    const draws = toNumbers(distribution.sample(keyFromSeed(16), NUM_DRAWS));
    const size = values[0].length;
    for (let p = 0; p < size; p++) {
      const places = [...new Set(values.map((value) => value[p]))].sort((a, b) => a - b);
      const half = (places[1] - places[0]) / 2; // a mass stands for its whole cell
      const massAt = new Map(places.map((place) => [place, 0]));
      values.forEach((value, i) => {
        massAt.set(value[p], massAt.get(value[p])! + masses[i]);
      });
      const sorted = draws.filter((_, i) => i % size === p).sort((a, b) => a - b);
      let [below, drawn, furthest] = [0, 0, 0];
      for (const place of places) {
        below += massAt.get(place)!;
        while (drawn < sorted.length && sorted[drawn] <= place + half) drawn++;
        furthest = Math.max(furthest, Math.abs(drawn / NUM_DRAWS - below));
      }
      expect(furthest).toBeLessThan(DKW + 1e-4);
    }
  });

  test("a sample has the shape [n, ...batch, ...event], and its log-density the shape [n, ...batch]", () => {
    const draws = distribution.sample(keyFromSeed(12), 5);
    expect(draws.shape).toEqual([5, ...distribution.batchShape, ...distribution.eventShape]);
    expect(distribution.logProb(draws).shape).toEqual([5, ...distribution.batchShape]);
  });

  test("sampling and evaluating leave exactly their result behind", () => {
    const before = tf.memory().numTensors;
    const draws = distribution.sample(keyFromSeed(13), 3);
    const density = distribution.logProb(draws);
    expect(tf.memory().numTensors).toBe(before + 2);
    tf.dispose([draws, density]);
  });

  test("detached it has the same density", () => {
    const values = distribution.sample(keyFromSeed(15), 4);
    expect(toNumbers(distribution.detached().logProb(values))).toEqual(toNumbers(distribution.logProb(values)));
  });

  test("the same key draws the same values", () => {
    const [first, second] = [0, 1].map(() => toNumbers(distribution.sample(keyFromSeed(14), 4)));
    expect(first).toEqual(second);
  });
});

describe("a reparameterized sample", () => {
  test.each([
    ["normal", (loc: tf.Tensor, scale: tf.Tensor) => normal(loc, scale)],
    ["laplace", (loc: tf.Tensor, scale: tf.Tensor) => laplace(loc, scale)],
    ["logistic", (loc: tf.Tensor, scale: tf.Tensor) => logistic(loc, scale)],
    ["independent normal", (loc: tf.Tensor, scale: tf.Tensor) => independent(normal(loc, scale))],
    ["relaxed Bernoulli", (loc: tf.Tensor, scale: tf.Tensor) => relaxedBernoulli(loc, scale.sum())],
    ["relaxed categorical", (loc: tf.Tensor, scale: tf.Tensor) => relaxedCategorical(loc, scale.sum())],
    [
      "two layers",
      (loc: tf.Tensor, scale: tf.Tensor) =>
        stacked(independent(normal(loc, scale)), (z) => independent(normal(z.square(), scale))),
    ],
    ["multivariate normal", (loc: tf.Tensor, scale: tf.Tensor) => multivariateNormal(loc, tf.eye(2).mul(scale))],
  ])("carries gradients that match finite differences: %s", (_, make) => {
    const [loc, scale] = [tf.tensor1d([0.4, -0.2]), tf.tensor1d([0.8, 1.5])];
    const f = (l: tf.Tensor, s: tf.Tensor) => make(l, s).sample(keyFromSeed(21), 3).sin().sum();
    const gradients = tf
      .grads(f)([loc, scale])
      .map((g) => toNumbers(g));
    const h = 1e-2;
    [loc, scale].forEach((parameter, which) => {
      for (let p = 0; p < 2; p++) {
        const shifted = (sign: number) => {
          const moved = parameter.add(
            tf
              .oneHot(p, 2)
              .toFloat()
              .mul(sign * h),
          );
          return toNumbers(which === 0 ? f(moved, scale) : f(loc, moved))[0];
        };
        expect(gradients[which][p]).toBeCloseTo((shifted(1) - shifted(-1)) / (2 * h), 2);
      }
    });
  });
});

describe.each(FAMILIES)("the family $family.name", ({ family }) => {
  const size = numParameters(family);
  const start = tf.tensor1d(Object.values(family.start).flat());

  test("gives a batch of distributions for a batch of φ, one for each row", () => {
    const phi = standardNormal(keyFromSeed(41), [5, size]);
    const batch = fromOutputs(family, phi);
    expect(batch.batchShape).toEqual([5]);
    const z = standardNormal(keyFromSeed(42), [3, 5, ...batch.eventShape])
      .abs()
      .round();
    const rows = batch.logProb(z).arraySync() as number[][];
    for (let i = 0; i < 5; i++) {
      const single = fromOutputs(family, phi.slice([i, 0], [1, -1]).squeeze([0]));
      toNumbers(single.logProb(z.slice([0, i], [3, 1]).squeeze([1]))).forEach((value, k) => {
        expect(Math.abs(value - rows[k][i])).toBeLessThan(1e-4 * (1 + Math.abs(value)));
      });
    }
  });

  test("has, at its start, finite gradients of the density of every draw", () => {
    const draws = fromOutputs(family, start).sample(keyFromSeed(43), 50);
    const gradient = tf.grad((phi: tf.Tensor) => fromOutputs(family, phi).logProb(draws).sum())(start);
    expect(toNumbers(gradient).every(Number.isFinite)).toBe(true);
  });

  test("carries gradients that match finite differences through the density, and through a draw if it says so", () => {
    const at = standardNormal(keyFromSeed(44), [size]).mul(0.2);
    const z = fromOutputs(family, at).sample(keyFromSeed(45), 40);
    const density = (phi: tf.Tensor) => fromOutputs(family, phi).logProb(z).mean();
    const path = (phi: tf.Tensor) => fromOutputs(family, phi).sample(keyFromSeed(46), 40).sin().mean();
    for (const f of fromOutputs(family, at).reparameterized ? [density, path] : [density]) {
      const gradient = toNumbers(tf.grad(f)(at));
      const h = 1e-3;
      gradient.forEach((slope, p) => {
        const moved = (sign: number) => toNumbers(f(at.add(tf.oneHot(p, size).mul(sign * h))))[0];
        expect(Math.abs(slope - (moved(1) - moved(-1)) / (2 * h))).toBeLessThan(0.01 * (1 + Math.abs(slope)));
      });
    }
  });
});

describe("the relaxed categorical", () => {
  const relaxed = relaxedCategorical([0.5, -0.3, 0.1], 0.7);

  test("has a density that integrates to one over the simplex", () => {
    const size = 400;
    const triangle = Array.from({ length: size }, (_, i) =>
      Array.from({ length: size }, (_, j) => [(i + 1 / 3) / size, (j + 1 / 3) / size]),
    )
      .flat()
      .flatMap(([a, b]) =>
        a + b < 1 - 1 / size
          ? [
              [a, b],
              [a + 1 / (3 * size), b + 1 / (3 * size)],
            ]
          : a + b < 1
            ? [[a, b]]
            : [],
      );
    const density = toNumbers(relaxed.logProb(tf.tensor2d(triangle.map(([a, b]) => [a, b, 1 - a - b])))).map(Math.exp);
    // each point stands for half a cell; the density grows without bound towards the corners, slowly
    expect(Math.abs(sum(density) / (2 * size * size) - 1)).toBeLessThan(0.02);
  });

  test("of two categories is the relaxed Bernoulli", () => {
    for (const y of [0.01, 0.3, 0.5, 0.95]) {
      const pair = toNumbers(relaxedCategorical([0.8, 0.3], 0.6).logProb(tf.tensor1d([y, 1 - y])))[0];
      expect(pair).toBeCloseTo(toNumbers(relaxedBernoulli(0.5, 0.6).logProb(tf.scalar(y)))[0], 4);
    }
  });

  test("draws points of the simplex whose largest entry is as likely as the category, within 4 standard errors", () => {
    const draws = relaxed.sample(keyFromSeed(52), 20_000).arraySync() as number[][];
    const first = meanWithError(draws.map((y) => (Math.max(...y) === y[0] ? 1 : 0)));
    const odds = [0.5, -0.3, 0.1].map(Math.exp);
    expect(Math.abs(first.mean - odds[0] / sum(odds))).toBeLessThan(4 * first.standardError);
    expect(draws.every((y) => Math.abs(sum(y) - 1) < 1e-5)).toBe(true);
  });
});

test("a hundred thousand draws and more are no more than an array of them", () => {
  expect(poisson(3).sample(keyFromSeed(1), 130_000).shape).toEqual([130_000]);
});

test("the outermost draw of a Laplace is finite", () => {
  // the key and the number at which the uniform draw is the least there is
  expect(laplace(0, 1).sample(keyFromSeed(53), 2_669_742).min().dataSync()[0]).toBeGreaterThan(-20);
});

test("a relaxed Bernoulli tells draws near 0 apart, as far as float32 does", () => {
  // log p(y) = log τ + l − τu − 2 softplus(l − τu) − log y(1 − y), u = logit y, in float64
  const exact = (y: number, tau: number) => {
    const moved = -tau * Math.log(y / (1 - y));
    return Math.log(tau) + moved - 2 * Math.log1p(Math.exp(moved)) - Math.log(y * (1 - y));
  };
  const at = [1e-30, 1e-12, 1e-8, 1e-6, 0.3];
  const logs = toNumbers(relaxedBernoulli(0, 0.1).logProb(tf.tensor1d(at)));
  for (const [i, y] of at.entries()) expect(logs[i]).toBeCloseTo(exact(y, 0.1), 3);
});

test("the draws of a Poisson of a large rate have its mean and variance, within 4 standard errors", () => {
  const draws = toNumbers(poisson(1200).sample(keyFromSeed(51), 20_000));
  const first = meanWithError(draws);
  expect(Math.abs(first.mean - 1200)).toBeLessThan(4 * first.standardError);
  const spread = meanWithError(draws.map((x) => (x - 1200) ** 2));
  expect(Math.abs(spread.mean - 1200)).toBeLessThan(4 * spread.standardError);
});

describe("batches", () => {
  test("one normal for each entry, and loc and scale broadcast", () => {
    const batch = normal([[0], [10]], [1, 2, 3]);
    expect(batch.batchShape).toEqual([2, 3]);
    const density = toNumbers(batch.logProb(tf.scalar(0)));
    expect(density[0]).toBeCloseTo(toNumbers(normal(0, 1).logProb(tf.scalar(0)))[0], 6);
    expect(density[5]).toBeCloseTo(toNumbers(normal(10, 3).logProb(tf.scalar(0)))[0], 5);
  });

  test("an index that is no category has probability zero", () => {
    expect(toNumbers(categorical([0, 0]).logProb(tf.tensor1d([-1, 2], "int32")))).toEqual([-Infinity, -Infinity]);
  });
});

describe("bad parameters are refused in words", () => {
  test.each([
    ["normal needs scale of positive finite numbers, got -1", () => normal(0, -1)],
    ["normal needs scale of positive finite numbers, got 0", () => normal(0, [1, 0])],
    ["normal needs loc of finite numbers, got NaN", () => normal(Number.NaN, 1)],
    ["normal needs shapes that broadcast, got [2] and [3]", () => normal([0, 0], [1, 1, 1])],
    ["normal needs loc of float32, got int32", () => normal(tf.scalar(1, "int32"), 1)],
    ["normal needs loc as a full array, got 3 numbers in shape [2,2]", () => normal([[1, 2], [3]], 1)],
    ["categorical needs logits of numbers below infinity, got NaN", () => categorical([0, Number.NaN])],
    ["categorical needs logits for at least one category, got a number", () => categorical(1)],
    ["independent needs from 1 to 0 axes of batch shape [], got 1", () => independent(normal(0, 1))],
    [
      "multivariateNormal needs loc [..., P] and scaleTril [..., P, P], got [2] and [3,3]",
      () =>
        multivariateNormal(
          [0, 0],
          [
            [1, 0, 0],
            [0, 1, 0],
            [0, 0, 1],
          ],
        ),
    ],
    ["poisson needs rate of finite numbers of at least 0, got -1", () => poisson(-1)],
    ["relaxedBernoulli needs temperature of positive finite numbers, got 0", () => relaxedBernoulli(0, 0)],
    ["relaxedBernoulli needs one temperature, got them in shape [2]", () => relaxedBernoulli(0, [1, 1])],
    ["relaxedCategorical needs logits of at least two categories, got shape []", () => relaxedCategorical(0, 1)],
    [
      "stacked needs a top layer over rows of numbers, got one over []",
      () => stacked(normal(0, 1), (z) => normal(z, 1)),
    ],
    ["diagonalNormal needs whole positive sizes, got 0", () => families.diagonalNormal(0)],
    ["splineFlow needs a whole number of bins of at least 2, got 1.5", () => families.splineFlow(1, { numBins: 1.5 })],
    [
      "fullNormal needs 5 outputs of a network, got 4",
      () => fromOutputs(families.fullNormal(2), tf.tensor2d([[1, 2, 3, 4]])),
    ],
    ["mixture needs probabilities that sum to 1, got [0.5, 0.6]", () => mixture([0.5, 0.6], normal([0, 1], 1))],
    [
      "mixture needs one weight for each component, got weights [3] and components [2]",
      () => mixture([0.2, 0.3, 0.5], normal([0, 1], 1)),
    ],
  ])("%s", (message, act) => {
    expect(act).toThrow(message);
  });
});
