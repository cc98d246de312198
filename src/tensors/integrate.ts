import { linspace } from "./numbers";

/** The value of an integral, and how it was found. */
export interface Integral {
  readonly value: number;
  /** By how much the last doubling of the nodes moved it. At most `tolerance`. */
  readonly error: number;
  /** Points at which the integrand was evaluated. */
  readonly nodes: number;
}

const FIRST = 65;
const MOST = 2 ** 20 + 1;

/**
 * ∫ f(z) dz over [from, to], by the trapezoid rule in float64. The nodes are doubled until that moves the integral by no
 * more than `tolerance` twice in a row. For a smooth f that fades out before both ends, as a density does, the error falls
 * faster than any power of the spacing. A peak narrower than a hundredth of the interval may lie between the first nodes
 * and be overlooked: give an interval of a few dozen standard deviations at most.
 * @throws where f is not a finite number, and where no allowed number of nodes is enough.
 */
export function integrate(
  f: (z: number) => number,
  { from, to, tolerance = 1e-10 }: { readonly from: number; readonly to: number; readonly tolerance?: number },
): Integral {
  if (!(from < to && Number.isFinite(to - from))) {
    throw new Error(`integrate needs a finite interval, from below to, got [${from}, ${to}]`);
  }
  const at = (z: number) => {
    const value = f(z);
    if (!Number.isFinite(value)) throw new Error(`integrate needs a finite integrand, got ${value} at ${z}`);
    return value;
  };
  const total = (nodes: readonly number[]) => nodes.reduce((sum, z) => sum + at(z), 0);
  const grid = linspace(from, to, FIRST);
  let sum = total(grid.slice(1, -1)) + (at(from) + at(to)) / 2;
  let [value, before] = [(sum * (to - from)) / (FIRST - 1), Infinity];
  for (let nodes = FIRST; nodes < MOST; ) {
    const spacing = (to - from) / (nodes - 1);
    for (let i = 0; i < nodes - 1; i++) sum += at(from + (i + 0.5) * spacing); // the midpoints only: the rest is known
    nodes = 2 * nodes - 1;
    const next = (sum * (to - from)) / (nodes - 1);
    const error = Math.abs(next - value);
    if (error <= tolerance && before <= tolerance) return { value: next, error, nodes };
    [value, before] = [next, error];
  }
  throw new Error(`integrate needs at most ${MOST} nodes, got an integrand too sharp for them`);
}
