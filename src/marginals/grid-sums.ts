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

/** Points of the grid that are worked on at once, in typed arrays because there may be millions of them. */
interface Chunk {
  readonly size: number;
  /** D numbers for each point. */
  readonly points: Float64Array;
  /** 1 where a point is on the edge of the grid. */
  readonly isOnEdge: Uint8Array;
}

/**
 * The grid axis^D, so many points at a time: all of it, or with `isHalved` only what it has more than the one of every
 * other place along each axis.
 */
export function* chunks(
  axis: readonly number[],
  latentDim: number,
  { most, isHalved }: { readonly most: number; readonly isHalved: boolean },
): Generator<Chunk> {
  const last = axis.length - 1;
  const numPoints = axis.length ** latentDim - (isHalved ? (last / 2 + 1) ** latentDim : 0);
  let next = 0;
  for (let start = 0; start < numPoints; start += most) {
    const size = Math.min(most, numPoints - start);
    const points = new Float64Array(size * latentDim);
    const isOnEdge = new Uint8Array(size);
    for (let g = 0; g < size; next++) {
      let [isNew, edge] = [!isHalved, 0];
      // the places of a point along the axes are the digits of its number
      for (let d = latentDim - 1, rest = next; d >= 0; d--, rest = Math.floor(rest / axis.length)) {
        const place = rest % axis.length;
        points[g * latentDim + d] = axis[place];
        if (place % 2 === 1) isNew = true;
        if (place === 0 || place === last) edge = 1;
      }
      if (isNew) isOnEdge[g++] = edge;
    }
    yield { size, points, isOnEdge };
  }
}

/** Nats below the peak from where on not even a million points would change the sum: e⁻⁶⁰ is 10⁻²⁶. */
const NEGLIGIBLE = 60;

/** Adds the points of a chunk, whose log p(x, z) are `terms` from `at` on. */
export function addTerms(sums: Sums, { size, points, isOnEdge }: Chunk, terms: Float32Array, at: number): void {
  const latentDim = sums.first.length;
  let { peak, edge, weight } = sums;
  for (let g = 0; g < size; g++) {
    const term = terms[at + g];
    if (term > peak) peak = term;
    if (isOnEdge[g] === 1 && term > edge) edge = term;
  }
  sums.edge = edge;
  if (peak === -Infinity) return;
  const keep = Math.exp(sums.peak - peak);
  weight *= keep;
  for (let d = 0; d < latentDim; d++) {
    sums.first[d] *= keep;
    sums.second[d] *= keep;
  }
  const least = peak - NEGLIGIBLE;
  for (let g = 0; g < size; g++) {
    const term = terms[at + g];
    if (!(term > least)) continue;
    const share = Math.exp(term - peak);
    weight += share;
    for (let d = 0; d < latentDim; d++) {
      const z = points[g * latentDim + d];
      sums.first[d] += share * z;
      sums.second[d] += share * z * z;
    }
  }
  Object.assign(sums, { peak, weight });
}
