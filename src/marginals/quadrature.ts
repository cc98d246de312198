import { type LatentVariableModel, logJoint } from "../models/model";
import { logSumExp } from "../tensors/math";
import { linspace } from "../tensors/numbers";
import { checkRows, type Rows } from "../tensors/shapes";
import * as tf from "../tensors/tf";

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
  let before: number[] | undefined;
  for (let [nodes, r] = [first, radius]; nodes <= most; ) {
    const axis = linspace(-r, r, nodes);
    const sums = x.map(() => emptySums(latentDim));
    addGrid(model, x, axis, sums);
    const spacing = axis[1] - axis[0];
    const logMarginal = sums.map(({ total }) => total + latentDim * Math.log(spacing));
    const edge = Math.max(...sums.map(({ edge, total }) => edge - total));
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

/** What is added up for one datapoint, relative to exp(total): the total, its edge, and moments of z for its spread. */
interface Sums {
  /** log Σ p(x, z) over the grid so far. */
  total: number;
  /** The largest log p(x, z) on the edge of the grid. */
  edge: number;
  /** Σ p(z∣x) z and Σ p(z∣x) z², for each axis. */
  first: number[];
  second: number[];
}

function emptySums(latentDim: number): Sums {
  return { total: -Infinity, edge: -Infinity, first: Array(latentDim).fill(0), second: Array(latentDim).fill(0) };
}

function standardDeviations({ first, second }: Sums): number[] {
  return first.map((mean, axis) => Math.sqrt(Math.max(0, second[axis] - mean ** 2)));
}

/** Adds every point of the grid axis^D to the sums, a chunk of points at a time. */
function addGrid(model: LatentVariableModel & { latentDim: number }, x: Rows, axis: number[], sums: Sums[]): void {
  const points = model.latentDim === 1 ? axis.map((a) => [a]) : axis.flatMap((a) => axis.map((b) => [a, b]));
  const last = axis[axis.length - 1];
  const perChunk = Math.max(1, Math.floor(CHUNK / (x.length * x[0].length)));
  for (let start = 0; start < points.length; start += perChunk) {
    const chunk = points.slice(start, start + perChunk);
    const terms = tf.tidy(() => {
      const z = tf.tensor3d(chunk.map((point) => [point])); // [G, 1, D]
      return logJoint(model, tf.tensor2d(x.map((row) => [...row])), z).dataSync(); // [G, B]
    });
    const onEdge = chunk.map((point) => point.some((value) => Math.abs(value) === last));
    sums.forEach((sum, i) => {
      addTerms(sum, chunk, onEdge, (g) => terms[g * x.length + i]);
    });
  }
}

function addTerms(sum: Sums, points: number[][], onEdge: boolean[], term: (g: number) => number): void {
  const logs = Float64Array.from(points, (_, g) => term(g));
  const total = logSumExp([sum.total, logSumExp(logs)]);
  if (total === -Infinity) return;
  const keep = Math.exp(sum.total - total);
  const [first, second] = [sum.first.map((v) => v * keep), sum.second.map((v) => v * keep)];
  points.forEach((point, g) => {
    if (onEdge[g]) sum.edge = Math.max(sum.edge, logs[g]);
    const probability = Math.exp(logs[g] - total);
    if (probability === 0) return;
    point.forEach((value, axis) => {
      first[axis] += probability * value;
      second[axis] += probability * value ** 2;
    });
  });
  Object.assign(sum, { total, first, second });
}
