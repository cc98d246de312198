import { foldIn, type Key, normalNumbers, uniformNumbers } from "../tensors/random";

/** n draws from ½ N(−2, 0.5²) + ½ N(2, 0.5²). → [n][1] */
export function twoHills(key: Key, n: number): number[][] {
  const sides = uniformNumbers(foldIn(key, 0), checkCount("twoHills", n));
  const noise = normalNumbers(foldIn(key, 1), n);
  return Array.from(noise, (epsilon, i) => [(sides[i] < 0.5 ? -2 : 2) + 0.5 * epsilon]);
}

/** Its exact log-density. Nats. */
export function logDensityOfTwoHills(x: number): number {
  const logHill = (mean: number) => Math.log(0.5) - 0.5 * Math.log(2 * Math.PI * 0.25) - 2 * (x - mean) ** 2;
  const [a, b] = [logHill(-2), logHill(2)];
  return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
}

/**
 * n points of a wheel with five bent arms in the plane, and the arm of each: normal clouds, long along their ray and thin
 * across it, turned the further the farther out they lie. → points [n][2], arms [n]. @see Johnson et al. (2016), figure 1
 */
export function pinwheel(key: Key, n: number): { points: number[][]; arms: number[] } {
  const uniforms = uniformNumbers(foldIn(key, 0), checkCount("pinwheel", n));
  const noise = normalNumbers(foldIn(key, 1), 2 * n);
  const arms = Array.from(uniforms, (u) => Math.floor(u * NUM_ARMS));
  const points = arms.map((arm, i) => {
    const [along, across] = [1 + 0.3 * noise[2 * i], 0.05 * noise[2 * i + 1]];
    const angle = (2 * Math.PI * arm) / NUM_ARMS + 0.25 * Math.exp(along);
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    return [2 * (along * c - across * s), 2 * (along * s + across * c)];
  });
  return { points, arms };
}

const NUM_ARMS = 5;

function checkCount(who: string, n: number): number {
  if (!Number.isInteger(n) || n < 1) throw new Error(`${who} needs a whole positive number of draws, got ${n}`);
  return n;
}
