import type { Distribution } from "../distributions/distribution";
import { gridPoints } from "../marginals/on-grid";
import type { LatentVariableModel } from "../models/model";
import { checkPositive } from "../tensors/numbers";
import { checkRows, type Rows } from "../tensors/shapes";
import * as tf from "../tensors/tf";
import { elboOnGrid } from "./elbo-on-grid";

/** The ELBO by adding up a grid, and how it was found. */
export interface ElboByQuadrature {
  /** Nats. [B] */
  readonly elbo: number[];
  /** The most by which the last doubling of the grid moved any of them. At most `tolerance`. */
  readonly error: number;
  /** Grid points along one axis. */
  readonly nodes: number;
}

const MOST = { 1: 2 ** 16 + 1, 2: 2 ** 9 + 1 };

/**
 * The ELBO by `elboOnGrid`, as numbers, the grid doubled until that moves none of them by more than `tolerance` and q adds
 * up to one on it within the tolerance. Densities are float32. x [B][P] → [B].
 * @throws as `elboOnGrid` does, and where q does not fit into the radius or no allowed grid is fine enough.
 */
export function elboByQuadrature(
  model: LatentVariableModel,
  q: Distribution,
  x: Rows,
  { tolerance = 1e-5, radius = 10 }: { readonly tolerance?: number; readonly radius?: number } = {},
): ElboByQuadrature {
  checkRows("elboByQuadrature", x);
  checkPositive("elboByQuadrature", { tolerance, radius });
  const most = MOST[q.eventShape[0] === 2 ? 2 : 1];
  let before: number[] | undefined;
  let worst = Infinity; // how far q is from adding up to one
  for (let nodes = 129; nodes <= most; nodes = 2 * nodes - 1) {
    const elbo = Array.from(tf.tidy(() => elboOnGrid(model, q, x, { radius, nodes }).dataSync()));
    const error = before ? Math.max(...elbo.map((value, i) => Math.abs(value - before![i]))) : Infinity;
    worst = Math.max(...masses(q, radius, nodes).map((mass) => Math.abs(mass - 1)));
    if (error <= tolerance && worst <= tolerance) return { elbo, error, nodes };
    before = elbo;
  }
  throw new Error(
    `elboByQuadrature needs a q that fits on a grid of ${most} points on [${-radius}, ${radius}], got one that misses a mass of 1 by ${worst}`,
  );
}

/** Σ q(z) over the grid, times the volume of its cells. [B] */
function masses(q: Distribution, radius: number, nodes: number): number[] {
  return tf.tidy(() => {
    const { z, cell } = gridPoints(q.eventShape[0], radius, nodes);
    return Array.from(q.logProb(z).exp().sum(0).mul(cell).dataSync());
  });
}
