import { indexOfSmallest } from "../tensors/numbers";
import { checkRows, type Rows } from "../tensors/shapes";

/**
 * k-means: give every datapoint to its nearest centre, move every centre to the mean of its datapoints, repeat until
 * nothing moves. The hard-assignment cousin of EM.
 * x [N][P], start [C][P] → centers [C][P], assignments [N] (a tie goes to the first centre), the sum of squared distances.
 * @throws where a centre is left without datapoints. @see Lloyd (1982)
 */
export function kMeans(x: Rows, start: Rows): { centers: number[][]; assignments: number[]; inertia: number } {
  const size = checkRows("kMeans", x);
  if (checkRows("kMeans", start) !== size)
    throw new Error(`kMeans needs centers of ${size} numbers, got ${start[0].length}`);
  let centers = start.map((row) => [...row]);
  for (let assignments: number[] = []; ; ) {
    const nearest = x.map((row) => indexOfSmallest(centers.map((center) => squaredDistance(row, center))));
    if (nearest.every((c, i) => c === assignments[i])) {
      const inertia = x.reduce((total, row, i) => total + squaredDistance(row, centers[nearest[i]]), 0);
      return { centers, assignments, inertia };
    }
    assignments = nearest;
    centers = centers.map((_, c) => {
      const members = x.filter((_, i) => assignments[i] === c);
      if (members.length === 0) throw new Error(`kMeans needs datapoints near every center, got none near center ${c}`);
      return Array.from({ length: size }, (_, p) => members.reduce((total, row) => total + row[p], 0) / members.length);
    });
  }
}

function squaredDistance(a: readonly number[], b: readonly number[]): number {
  return a.reduce((total, value, p) => total + (value - b[p]) ** 2, 0);
}
