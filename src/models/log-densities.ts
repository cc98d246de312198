import { LOG_2PI } from "../tensors/math";
import type { Rows } from "../tensors/shapes";

/**
 * Writes log π_c N(x; μ_c, L_cL_cᵀ), for every x and c, into a table, in float64; what does not depend on x is worked out
 * before. Sizes are not checked. weights [C], means [C][P], factors [C][P][P]; x [B][P], table [B·C]
 */
export function logDensities(
  weights: readonly number[],
  means: Rows,
  factors: readonly Rows[],
): (x: Rows, table: Float64Array) => void {
  const [numComponents, size] = [weights.length, means[0].length];
  const constants = new Float64Array(numComponents);
  const centers = new Float64Array(numComponents * size);
  const triangles = new Float64Array(numComponents * size * size);
  const reciprocals = new Float64Array(numComponents * size); // of the diagonals
  // loops, because EM comes here with new parameters at every step
  for (let c = 0, at = 0; c < numComponents; c++) {
    constants[c] = Math.log(weights[c]) - (size * LOG_2PI) / 2;
    for (let p = 0; p < size; p++, at++) {
      const row = factors[c][p];
      constants[c] -= Math.log(row[p]);
      centers[at] = means[c][p];
      reciprocals[at] = 1 / row[p];
      for (let q = 0; q < p; q++) triangles[at * size + q] = row[q];
    }
  }
  const y = new Float64Array(size); // L⁻¹(x − μ), by forward substitution
  return (x, table) => {
    for (let i = 0, next = 0; i < x.length; i++) {
      const point = x[i];
      for (let c = 0; c < numComponents; c++) {
        let distance = 0;
        for (let p = 0, at = c * size; p < size; p++, at++) {
          let rest = point[p] - centers[at];
          for (let q = 0; q < p; q++) rest -= triangles[at * size + q] * y[q];
          rest *= reciprocals[at];
          y[p] = rest;
          distance += rest * rest;
        }
        table[next++] = constants[c] - distance / 2;
      }
    }
  };
}
