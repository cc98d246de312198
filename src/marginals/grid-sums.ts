/** What is added up for one datapoint, in float64 and relative to exp(peak): weights p(x, z), and their moments of z. */
export interface Sums {
  /** The largest log p(x, z) so far, and the largest on the edge of the grid. */
  peak: number;
  edge: number;
  /** Σ p(x, z)/exp(peak), and Σ z and Σ z² with that weight, for each axis. */
  weight: number;
  readonly first: number[];
  readonly second: number[];
  /** Along each axis, the least and the largest z that the last grid found to matter; unknown where its peak was not known before. */
  reach: readonly Interval[] | undefined;
}

interface Interval {
  least: number;
  largest: number;
}

export function emptySums(latentDim: number): Sums {
  const zeros = () => Array<number>(latentDim).fill(0);
  return { peak: -Infinity, edge: -Infinity, weight: 0, first: zeros(), second: zeros(), reach: undefined };
}

export function standardDeviations({ weight, first, second }: Sums): number[] {
  return first.map((z, axis) => Math.sqrt(Math.max(0, second[axis] / weight - (z / weight) ** 2)));
}

/** What each sum is known to reach, if all are; from here on they look for what the next grid shows of that. */
export function takeReaches(sums: readonly Sums[]): readonly (readonly Interval[])[] | undefined {
  const reaches = sums.map(({ reach }) => reach);
  for (const sum of sums) {
    if (sum.peak > -Infinity) sum.reach = sum.first.map(() => ({ least: Infinity, largest: -Infinity }));
  }
  const areKnown = reaches.every((reach) => reach?.every(({ least, largest }) => least <= largest));
  return areKnown ? (reaches as readonly (readonly Interval[])[]) : undefined;
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
 * other place along each axis, and of that, where `reaches` are given, only what lies within one of them.
 */
export function* chunks(
  axis: readonly number[],
  latentDim: number,
  {
    most,
    isHalved,
    reaches,
  }: { readonly most: number; readonly isHalved: boolean; readonly reaches?: readonly (readonly Interval[])[] },
): Generator<Chunk> {
  const last = axis.length - 1;
  const numPoints = axis.length ** latentDim;
  const isWithin = reaches && placesWithin(reaches, axis);
  const room = Math.min(most, numPoints);
  let points = new Float64Array(room * latentDim);
  let isOnEdge = new Uint8Array(room);
  let size = 0;
  for (let next = 0; next < numPoints; next++) {
    if (isWithin?.[next] === 0) continue;
    let [isNew, edge] = [!isHalved, 0];
    // the places of a point along the axes are the digits of its number
    for (let d = latentDim - 1, rest = next; d >= 0; d--, rest = Math.floor(rest / axis.length)) {
      const place = rest % axis.length;
      points[size * latentDim + d] = axis[place];
      if (place % 2 === 1) isNew = true;
      if (place === 0 || place === last) edge = 1;
    }
    if (!isNew) continue;
    isOnEdge[size++] = edge;
    if (size < most) continue;
    yield { size, points, isOnEdge };
    points = new Float64Array(room * latentDim);
    isOnEdge = new Uint8Array(room);
    size = 0;
  }
  if (size > 0) yield { size, points: points.slice(0, size * latentDim), isOnEdge };
}

/** Marks the points of a grid of one or two axes that lie within a box, or no further from it than the grid before this one was wide. */
function placesWithin(boxes: readonly (readonly Interval[])[], axis: readonly number[]): Uint8Array {
  const spacing = axis[1] - axis[0];
  const placeOf = (z: number) => Math.min(Math.max(Math.round((z - axis[0]) / spacing), 0), axis.length - 1);
  const isWithin = new Uint8Array(axis.length ** boxes[0].length);
  for (const box of boxes) {
    const ranges = box.map(({ least, largest }) => [placeOf(least - 2 * spacing), placeOf(largest + 2 * spacing) + 1]);
    const [from, to] = ranges[ranges.length - 1];
    const [top, bottom] = ranges.length === 1 ? [0, 1] : ranges[0];
    for (let row = top; row < bottom; row++) isWithin.fill(1, row * axis.length + from, row * axis.length + to);
  }
  return isWithin;
}

/** Nats below the peak from where on not even a million points would change the sum: e⁻⁴⁰ is 4 · 10⁻¹⁸. */
const NEGLIGIBLE = 40;

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
  const { reach } = sums;
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
      if (!reach) continue;
      if (z < reach[d].least) reach[d].least = z;
      if (z > reach[d].largest) reach[d].largest = z;
    }
  }
  Object.assign(sums, { peak, weight });
}
