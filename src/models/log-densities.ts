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
  const constants = Float64Array.from(
    factors,
    (factor, c) =>
      Math.log(weights[c]) - (size * LOG_2PI) / 2 - factor.reduce((sum, row, p) => sum + Math.log(row[p]), 0),
  );
  const centers = Float64Array.from(means.flat());
  const triangles = Float64Array.from(factors.flat(2));
  const y = new Float64Array(size); // L⁻¹(x − μ), by forward substitution
  return (x, table) => {
    for (let i = 0, at = 0; i < x.length; i++) {
      const point = x[i];
      for (let c = 0; c < numComponents; c++) {
        let distance = 0;
        for (let p = 0; p < size; p++) {
          const row = (c * size + p) * size;
          let rest = point[p] - centers[c * size + p];
          for (let q = 0; q < p; q++) rest -= triangles[row + q] * y[q];
          y[p] = rest / triangles[row + p];
          distance += y[p] * y[p];
        }
        table[at++] = constants[c] - distance / 2;
      }
    }
  };
}
