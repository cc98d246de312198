import { checkRows } from "../tensors/shapes";

/** Where an ascent ended, and the way there. */
export interface Ascended {
  /** The best point. [F] */
  readonly at: readonly number[];
  readonly value: number;
  /** Every point at which it stood, from the start. */
  readonly path: readonly { readonly at: readonly number[]; readonly value: number }[];
  /** Whether the gradient there is zero within the tolerance. */
  readonly converged: boolean;
}

/**
 * Climbs a smooth function of a few numbers to a local maximum, in float64: for bounds that are known exactly, where `fit`
 * climbs estimates. Steps are the quasi-Newton ones of BFGS, with gradients by central differences, none longer than
 * `stride`, so that it stays on its hill, and each halved until it gains enough, so that the value never falls. Stops where
 * no partial derivative exceeds `tolerance`, where no step gains, or after `maxSteps`. @throws where f is not a number at the start. @see Nocedal and Wright (2006), algorithm 6.1
 */
export function ascend(
  f: (at: readonly number[]) => number,
  start: readonly number[],
  {
    maxSteps = 500,
    tolerance = 1e-7,
    stride = 0.5,
  }: { readonly maxSteps?: number; readonly tolerance?: number; readonly stride?: number } = {},
): Ascended {
  checkRows("ascend", [start]);
  let at: readonly number[] = start;
  let value = f(at);
  if (!Number.isFinite(value)) throw new Error(`ascend needs a finite value at its start, got ${value}`);
  const path = [{ at, value }];
  let slope = gradient(f, at);
  let inverse = identity(at.length); // of minus the Hessian
  for (let step = 0; step < maxSteps && Math.max(...slope.map(Math.abs)) > tolerance; step++) {
    const direction = inverse.map((row) => dot(row, slope));
    const shorter = Math.min(1, stride / Math.hypot(...direction));
    const move = direction.map((v) => v * shorter);
    const next = search(f, at, value, move, dot(move, slope));
    if (!next) {
      if (step === 0 || isIdentity(inverse)) break;
      inverse = identity(at.length); // once more, straight uphill
      continue;
    }
    const slopeThere = gradient(f, next.at);
    inverse = update(
      inverse,
      next.at.map((v, i) => v - at[i]),
      slope.map((v, i) => v - slopeThere[i]),
    );
    ({ at, value } = next);
    slope = slopeThere;
    path.push(next);
  }
  return { at, value, path, converged: Math.max(...slope.map(Math.abs)) <= tolerance };
}

/** The first of t = 1, ½, ¼ … at which f has gained at least a ten-thousandth of what its slope promised. */
function search(
  f: (at: readonly number[]) => number,
  at: readonly number[],
  value: number,
  move: readonly number[],
  promise: number,
) {
  for (let t = 1; t > 1e-12; t /= 2) {
    const there = at.map((v, i) => v + t * move[i]);
    const reached = f(there);
    if (reached > value && reached >= value + 1e-4 * t * promise) return { at: there, value: reached };
  }
  return undefined;
}

/** ∂f/∂x_i by central differences, whose error is of order 10⁻¹⁰ for values of order one. */
function gradient(f: (at: readonly number[]) => number, at: readonly number[]): number[] {
  return at.map((v, i) => {
    const h = 1e-5 * Math.max(1, Math.abs(v));
    return (f(at.with(i, v + h)) - f(at.with(i, v - h))) / (2 * h);
  });
}

/** The inverse Hessian after a move s over which the slope fell by y: (I − ρsyᵀ)H(I − ρysᵀ) + ρssᵀ with ρ = 1/yᵀs. */
function update(h: number[][], s: readonly number[], y: readonly number[]): number[][] {
  const curvature = dot(s, y);
  if (!(curvature > 0)) return h; // not concave along s
  const hy = h.map((row) => dot(row, y));
  const scale = (1 + dot(y, hy) / curvature) / curvature;
  return h.map((row, i) => row.map((v, j) => v + scale * s[i] * s[j] - (hy[i] * s[j] + s[i] * hy[j]) / curvature));
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((total, v, i) => total + v * b[i], 0);
const identity = (size: number): number[][] =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)));
const isIdentity = (h: number[][]) => h.every((row, i) => row.every((v, j) => v === (i === j ? 1 : 0)));
