import { expect, test } from "vitest";
import { diagonalNormal, fullNormal } from "../../src/distributions/families";
import { type Family, fromOutputs, numParameters, partsOf } from "../../src/distributions/family";
import { kl } from "../../src/distributions/kl";
import { toNumbers } from "../../src/tensors/numbers";
import * as tf from "../../src/tensors/tf";

/** KL(q_φ ∥ q_φ+d) in float32: d must be large enough to be seen, and small enough to be a square. */
const klOf = (family: Family, phi: number[], move: number[]) => {
  const at = (numbers: number[]) => fromOutputs(family, tf.tensor2d([numbers]));
  return toNumbers(kl(at(phi), at(phi.map((value, i) => value + move[i]))))[0];
};

/** The Fisher information, the second derivative of KL(q_φ ∥ q_φ+d) at d = 0, by differences. */
function fisher(family: Family, phi: number[]): number[][] {
  const h = 0.02;
  const unit = (i: number, size: number) => phi.map((_, k) => (k === i ? size : 0));
  const add = (a: number[], b: number[]) => a.map((value, i) => value + b[i]);
  return phi.map((_, i) =>
    phi.map((_, j) => {
      const f = (a: number, b: number) => klOf(family, phi, add(unit(i, a), unit(j, b)));
      return (f(h, h) - f(h, -h) - f(-h, h) + f(-h, -h)) / (4 * h * h);
    }),
  );
}

test.each([
  [diagonalNormal(2), [0.3, -0.5, 0.2, -0.4]],
  [fullNormal(2), [0.3, -0.5, 0.2, -0.4, 0.7]],
  [fullNormal(3), [0.3, -0.5, 0, 0.2, -0.4, 0.1, 0.7, -0.3, 0.5]],
  [fullNormal(1), [0.3, -0.4]],
] as const)("the Fisher information of a $name times its natural gradient is the gradient", (family, start) => {
  const phi = [...start];
  expect(phi).toHaveLength(numParameters(family));
  const slope = phi.map((_, i) => Math.cos(3 * i + 1));
  const parts = (numbers: number[]) => partsOf(family, tf.tensor2d([numbers]));
  const natural = family.natural!(parts(phi), parts(slope));
  const flat = Object.keys(family.start).flatMap((name) => toNumbers(natural[name]));
  fisher(family, phi).forEach((row, i) => {
    expect(row.reduce((total, entry, j) => total + entry * flat[j], 0)).toBeCloseTo(slope[i], 1);
  });
});
