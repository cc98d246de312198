import type { Rows } from "../tensors/shapes";

/** What is added up for one datapoint, in float64 and relative to exp(peak): weights p(x, z), and their moments of z. */
export interface Sums {
  /** The largest log p(x, z) so far, and the largest on the edge of the grid. */
  peak: number;
  edge: number;
  /** Σ p(x, z)/exp(peak), and Σ z and Σ z² with that weight, for each axis. */
  weight: number;
  readonly first: number[];
  readonly second: number[];
}

export function emptySums(latentDim: number): Sums {
  const zeros = () => Array<number>(latentDim).fill(0);
  return { peak: -Infinity, edge: -Infinity, weight: 0, first: zeros(), second: zeros() };
}

export function standardDeviations({ weight, first, second }: Sums): number[] {
  return first.map((z, axis) => Math.sqrt(Math.max(0, second[axis] / weight - (z / weight) ** 2)));
}

/** Points of the grid that are worked on at once, and which of them are on its edge. */
interface Chunk {
  readonly points: Rows;
  readonly isOnEdge: readonly boolean[];
}

/** The grid axis^D, so many points at a time. */
export function* chunks(axis: readonly number[], latentDim: number, size: number): Generator<Chunk> {
  const last = axis[axis.length - 1];
  const numPoints = axis.length ** latentDim;
  for (let start = 0; start < numPoints; start += size) {
    const points = Array.from({ length: Math.min(size, numPoints - start) }, (_, i) =>
      latentDim === 1
        ? [axis[start + i]]
        : [axis[Math.floor((start + i) / axis.length)], axis[(start + i) % axis.length]],
    );
    yield { points, isOnEdge: points.map((point) => point.some((z) => Math.abs(z) === last)) };
  }
}

/** Adds the points of a chunk, whose log p(x, z) are `terms` from `at` on. */
export function addTerms(sums: Sums, { points, isOnEdge }: Chunk, terms: Float32Array, at: number): void {
  let peak = sums.peak;
  for (let g = 0; g < points.length; g++) {
    if (terms[at + g] > peak) peak = terms[at + g];
    if (isOnEdge[g] && terms[at + g] > sums.edge) sums.edge = terms[at + g];
  }
  if (peak === -Infinity) return;
  const keep = Math.exp(sums.peak - peak);
  Object.assign(sums, { peak, weight: sums.weight * keep });
  sums.first.forEach((z, axis) => {
    sums.first[axis] = z * keep;
    sums.second[axis] *= keep;
  });
  for (let g = 0; g < points.length; g++) {
    const weight = Math.exp(terms[at + g] - peak);
    if (weight === 0) continue;
    sums.weight += weight;
    for (let axis = 0; axis < points[g].length; axis++) {
      const z = points[g][axis];
      sums.first[axis] += weight * z;
      sums.second[axis] += weight * z * z;
    }
  }
}
