import { checkRows } from "../tensors/shapes";

/** A function of D coordinates that is maximised in one of them at a time. */
export type CoordinateProblem = {
  /** φ before the first sweep. [D] */
  readonly start: readonly number[];
  /** What rises, in nats. */
  readonly bound: (phi: readonly number[]) => number;
} & (
  | {
      /** The value of coordinate d that is best with the others held. */
      readonly best: (phi: readonly number[], d: number) => number;
    }
  | {
      /** A whole sweep at once, where that is cheaper: φ with each coordinate in turn at its best. [D] → [D] */
      readonly sweep: (phi: readonly number[]) => readonly number[];
    }
);

/**
 * Coordinate ascent: each coordinate in turn is set to its best value with the others held, sweep after sweep. The bound
 * never falls. Stops when a sweep gains no more than `tolerance` nats, or after `maxSweeps` (then `converged` is false).
 * history: the bound before the first sweep and after each.
 * @throws where the bound is not finite, and where it falls, because `best` or `sweep` was not.
 */
export function coordinateAscent(
  { start, bound, ...moves }: CoordinateProblem,
  { maxSweeps = 1000, tolerance = 1e-9 }: { readonly maxSweeps?: number; readonly tolerance?: number } = {},
): { phi: number[]; history: number[]; converged: boolean } {
  checkRows("coordinateAscent", [start]);
  let phi = [...start];
  const history = [bound(phi)];
  for (let sweep = 1; sweep <= maxSweeps; sweep++) {
    if ("sweep" in moves) phi = [...moves.sweep(phi)];
    else for (let d = 0; d < phi.length; d++) phi[d] = moves.best(phi, d);
    history.push(bound(phi));
    const gain = history[sweep] - history[sweep - 1];
    if (!Number.isFinite(gain))
      throw new Error(`coordinateAscent needs a finite bound, got ${history[sweep]} in sweep ${sweep}`);
    if (gain < -1e-9 * (1 + Math.abs(history[sweep]))) {
      throw new Error(`coordinateAscent needs updates that raise the bound, got a fall of ${-gain} in sweep ${sweep}`);
    }
    if (gain <= tolerance) return { phi, history, converged: true };
  }
  return { phi, history, converged: false };
}
