import { type LatentVariableModel, logJoint } from "../models/model";
import { logSumExp } from "../tensors/math";
import { checkPositive, linspace } from "../tensors/numbers";
import { checkRows, type Rows } from "../tensors/shapes";
import * as tf from "../tensors/tf";

/** A grid over one or two latent dimensions. */
export interface Grid {
  /** It covers [−r, r] along each axis. */
  readonly radius?: number;
  /** G, the points along each axis. */
  readonly nodes?: number;
}

type PlaneModel = LatentVariableModel & { readonly latentDim: number };

/**
 * log p(x) = log ∫ p(z) p(x∣z) dz, added up over the points of one grid: quick enough to watch a model learn by. It does
 * not know its error: double the nodes to see it, or call `logMarginalByQuadrature`, which does until that is small.
 * x [B][P] → [B], nats. @throws where the latent has more than two dimensions, or the grid is none.
 */
export function logMarginalOnGrid(model: PlaneModel, x: Rows, grid: Grid = {}): number[] {
  return tf.tidy(() => {
    const { logJoints, cell } = onGrid("logMarginalOnGrid", model, x, grid);
    return Array.from(logSumExp(logJoints, 0).add(Math.log(cell)).dataSync());
  });
}

/**
 * log p(x, z) at every point z of a grid, in nats; up to a constant of each datapoint this is the log of its true posterior.
 * The second coordinate runs fastest. x [B][P] → [B][G^D]. @throws as `logMarginalOnGrid` does.
 */
export function logJointOnGrid(model: PlaneModel, x: Rows, grid: Grid = {}): number[][] {
  return tf.tidy(() => onGrid("logJointOnGrid", model, x, grid).logJoints.transpose().arraySync() as number[][]);
}

/** The points of a grid, [G^D, 1, D], and the volume around each. */
export function gridPoints(latentDim: number, radius: number, nodes: number): { z: tf.Tensor; cell: number } {
  const axis = linspace(-radius, radius, nodes);
  const points = latentDim === 1 ? axis.map((a) => [a]) : axis.flatMap((a) => axis.map((b) => [a, b]));
  return { z: tf.tensor3d(points.map((point) => [point])), cell: (axis[1] - axis[0]) ** latentDim };
}

/** @throws unless the radius is positive and there are at least two nodes. */
export function checkGrid(who: string, { radius, nodes }: Required<Grid>): void {
  checkPositive(who, { radius });
  if (!Number.isInteger(nodes) || nodes < 2) throw new Error(`${who} needs at least two nodes, got ${nodes}`);
}

/** log p(x, z) of every point and every datapoint, [G^D, B]. */
function onGrid(who: string, model: PlaneModel, x: Rows, { radius = 5, nodes = 129 }: Grid) {
  checkRows(who, x);
  checkGrid(who, { radius, nodes });
  if (model.latentDim > 2) throw new Error(`${who} needs a one- or two-dimensional latent, got ${model.latentDim}`);
  const { z, cell } = gridPoints(model.latentDim, radius, nodes);
  return { logJoints: logJoint(model, tf.tensor2d(x.map((row) => [...row])), z), cell };
}
