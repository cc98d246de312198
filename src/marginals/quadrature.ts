import { type LatentVariableModel, logJoint } from "../models/model";
import { forLoop } from "../tensors/loop";
import { linspace } from "../tensors/numbers";
import { checkRows, type Rows } from "../tensors/shapes";
import * as tf from "../tensors/tf";
import { addTerms, chunks, emptySums, type Sums, standardDeviations } from "./grid-sums";

/** log p(x) by adding up a grid, and how it was found. */
export interface Quadrature {
  /** Nats, float64. [B] */
  readonly logMarginal: number[];
  /** The most by which the last doubling of the grid moved any of them. Below `tolerance`. */
  readonly error: number;
  /** Grid points along one axis. */
  readonly nodes: number;
}

/** Grid points along one axis, first and at most, for one and for two latent dimensions. */
const NODES = { 1: { first: 129, most: 2 ** 17 + 1 }, 2: { first: 65, most: 2 ** 10 + 1 } };
/** Numbers of a tensor that are worked on at once. */
const CHUNK = 2 ** 22;

/**
 * log p(x) = log ∫ p(z) p(x∣z) dz for one or two latent dimensions, by the trapezoid rule on a grid of [−r, r] along each
 * axis. The grid is doubled until that moves no log p(x) by more than `tolerance` and its spacing is at most half the
 * posterior's standard deviation, and widened until its edge carries nothing. Joint densities are float32, sums float64.
 * x [B][P] → [B], nats. @throws where the latent has more dimensions, and where no allowed grid is fine enough.
 */
export function logMarginalByQuadrature(
  model: LatentVariableModel & { readonly latentDim: number },
  x: Rows,
  { tolerance = 1e-5, radius = 8 }: { readonly tolerance?: number; readonly radius?: number } = {},
): Quadrature {
  checkRows("logMarginalByQuadrature", x);
  const { latentDim } = model;
  if (latentDim !== 1 && latentDim !== 2) {
    throw new Error(`logMarginalByQuadrature needs a one- or two-dimensional latent, got ${latentDim}`);
  }
  const { first, most } = NODES[latentDim];
  const size = Math.max(1, Math.floor(CHUNK / (x.length * x[0].length)));
  const data = tf.tensor2d(x.map((row) => [...row]));
  const logJoints = (z: tf.Tensor) => logJoint(model, data, z).transpose(); // [G, 1, D] → [B, G]
  const inChunks = forLoop(first ** latentDim / size, logJoints);
  const addGrid = (axis: readonly number[]): Sums[] => {
    const sums = x.map(() => emptySums(latentDim));
    for (const chunk of chunks(axis, latentDim, size)) {
      const z = tf.tensor3d(chunk.points.map((point) => [[...point]]));
      const logs = chunk.points.length === size ? inChunks(z) : tf.tidy(() => logJoints(z));
      const terms = logs.dataSync() as Float32Array;
      tf.dispose([z, logs]);
      for (const [i, sum] of sums.entries()) addTerms(sum, chunk, terms, i * chunk.points.length);
    }
    return sums;
  };
  try {
    return refined(addGrid, { latentDim, first, most, radius, tolerance });
  } finally {
    inChunks.dispose();
    data.dispose();
  }
}

/** Doubles the grid until it is fine enough, and widens it until its edge carries nothing. */
function refined(
  addGrid: (axis: readonly number[]) => Sums[],
  {
    latentDim,
    first,
    most,
    radius,
    tolerance,
  }: Readonly<Record<"latentDim" | "first" | "most" | "radius" | "tolerance", number>>,
): Quadrature {
  let before: number[] | undefined;
  for (let [nodes, r] = [first, radius]; nodes <= most; ) {
    const axis = linspace(-r, r, nodes);
    const sums = addGrid(axis);
    const spacing = axis[1] - axis[0];
    const totals = sums.map(({ peak, weight }) => peak + Math.log(weight));
    const logMarginal = totals.map((total) => total + latentDim * Math.log(spacing));
    const edge = Math.max(...sums.map(({ edge }, i) => edge - totals[i]));
    if (edge > Math.log(tolerance) - Math.log(nodes)) {
      [r, before] = [r * 1.5, undefined];
      continue;
    }
    const error = before ? Math.max(...logMarginal.map((value, i) => Math.abs(value - before![i]))) : Infinity;
    const narrowest = Math.min(...sums.flatMap(standardDeviations));
    if (error <= tolerance && spacing <= narrowest / 2) return { logMarginal, error, nodes };
    [nodes, before] = [2 * nodes - 1, logMarginal];
  }
  throw new Error(
    `logMarginalByQuadrature needs a grid of at most ${most} points along each axis, got a posterior too narrow for it`,
  );
}
