import { type LatentVariableModel, logJoint } from "../models/model";
import { forLoop } from "../tensors/loop";
import { checkPositive, linspace } from "../tensors/numbers";
import { checkRows, type Rows } from "../tensors/shapes";
import * as tf from "../tensors/tf";
import { addTerms, chunks, emptySums, type Sums, standardDeviations, takeReaches } from "./grid-sums";

/** log p(x) by adding up a grid, and how it was found. */
export interface Quadrature {
  /** Nats, float64. [B] */
  readonly logMarginal: number[];
  /** The most by which the last doubling of the grid moved any of them. Below `tolerance`. */
  readonly error: number;
  /** Grid points along one axis, where most were needed. */
  readonly nodes: number;
}

/** Grid points along one axis, first and at most, for one and for two latent dimensions. */
const NODES = { 1: { first: 129, most: 2 ** 17 + 1 }, 2: { first: 65, most: 2 ** 10 + 1 } };
/** Numbers of a tensor that are worked on at once. */
const CHUNK = 2 ** 22;

/**
 * log p(x) = log ∫ p(z) p(x∣z) dz for one or two latent dimensions, by the trapezoid rule on a grid of [−r, r] along each
 * axis. For every datapoint the grid is doubled until that moves its log p(x) by no more than `tolerance` and its spacing
 * is at most the posterior's standard deviation, and widened until its edge carries nothing. From the third grid on only
 * points count near which the one before had found more than e⁻⁴⁰ of the largest p(x, z). Joint densities are float32,
 * sums float64.
 * What no point of the first two grids comes near is not found: a hill beyond the radius whose near side is empty, or a
 * spike narrower than 1/16 between two points. Where p(x, z) may have such, give the radius, or compare with `logMarginalExact`.
 * x [B][P] → [B], nats. @throws where the latent has more dimensions, and where no allowed grid is fine enough.
 */
export function logMarginalByQuadrature(
  model: LatentVariableModel & { readonly latentDim: number },
  x: Rows,
  { tolerance = 1e-5, radius = 8 }: { readonly tolerance?: number; readonly radius?: number } = {},
): Quadrature {
  checkRows("logMarginalByQuadrature", x);
  checkPositive("logMarginalByQuadrature", { tolerance, radius });
  const { latentDim } = model;
  if (latentDim !== 1 && latentDim !== 2) {
    throw new Error(`logMarginalByQuadrature needs a one- or two-dimensional latent, got ${latentDim}`);
  }
  const addGrid: AddGrid = (sums, axis, rows, isHalved) => {
    const reaches = takeReaches(sums);
    const most = Math.max(1, Math.floor(CHUNK / (rows.length * rows[0].length)));
    const data = tf.tensor2d(rows.map((row) => [...row]));
    const logJoints = (z: tf.Tensor) => logJoint(model, data, z).transpose(); // [G, 1, D] → [B, G]
    const inChunks = forLoop(axis.length ** latentDim / most, logJoints);
    try {
      for (const chunk of chunks(axis, latentDim, { most, isHalved, reaches })) {
        const z = tf.tensor3d(Float32Array.from(chunk.points), [chunk.size, 1, latentDim]);
        const logs = chunk.size === most ? inChunks(z) : tf.tidy(() => logJoints(z));
        const terms = logs.dataSync() as Float32Array;
        tf.dispose([z, logs]);
        for (const [i, sum] of sums.entries()) addTerms(sum, chunk, terms, i * chunk.size);
      }
    } finally {
      inChunks.dispose();
      data.dispose();
    }
  };
  return refined(x, addGrid, { ...NODES[latentDim], latentDim, radius, tolerance });
}

/** Adds a grid to the sums of some rows: all of it, or with `isHalved` what the grid of every other place has not brought them. */
type AddGrid = (sums: readonly Sums[], axis: readonly number[], rows: Rows, isHalved: boolean) => void;

/** Doubles the grid for the datapoints for which it is not fine enough, and widens it until its edge carries nothing. */
function refined(
  x: Rows,
  addGrid: AddGrid,
  {
    latentDim,
    first,
    most,
    radius,
    tolerance,
  }: Readonly<Record<"latentDim" | "first" | "most" | "radius" | "tolerance", number>>,
): Quadrature {
  const logMarginal = Array<number>(x.length).fill(Number.NaN); // no number until there was a grid of half the nodes
  let open = x.map((_, i) => i);
  let sums = open.map(() => emptySums(latentDim));
  let [error, isHalved] = [0, false];
  for (let [nodes, r] = [first, radius]; nodes <= most; ) {
    const axis = linspace(-r, r, nodes);
    const rows = open.map((i) => x[i]);
    addGrid(sums, axis, rows, isHalved);
    const spacing = axis[1] - axis[0];
    const totals = sums.map(({ peak, weight }) => peak + Math.log(weight));
    const edge = Math.max(...sums.map(({ edge }, k) => edge - totals[k]));
    if (edge > Math.log(tolerance) - Math.log(nodes)) {
      r *= 1.5;
      sums = open.map(() => emptySums(latentDim));
      isHalved = false;
      for (const i of open) logMarginal[i] = Number.NaN;
      continue;
    }
    const settled = open.map((i, k) => {
      const before = logMarginal[i];
      logMarginal[i] = totals[k] + latentDim * Math.log(spacing);
      const moved = Math.abs(logMarginal[i] - before);
      const isFine = moved <= tolerance && spacing <= Math.min(...standardDeviations(sums[k]));
      if (isFine) error = Math.max(error, moved);
      return isFine;
    });
    open = open.filter((_, k) => !settled[k]);
    sums = sums.filter((_, k) => !settled[k]);
    isHalved = true;
    if (open.length === 0) return { logMarginal, error, nodes };
    nodes = 2 * nodes - 1;
  }
  throw new Error(
    `logMarginalByQuadrature needs a grid of at most ${most} points along each axis, got a posterior too narrow for it`,
  );
}
