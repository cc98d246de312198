import { LOG_2PI } from "../tensors/math";
import type { Columns, Rows } from "../tensors/shapes";

/** N(μ, LLᵀ), with its weight π. mean [P], factor [P][P] */
interface Component {
  readonly weight: number;
  readonly mean: readonly number[];
  readonly factor: Rows;
}

/**
 * Writes log π_c N(x; μ_c, L_cL_cᵀ), for every x and c, into a table, in float64. Sizes are not checked.
 * x [P][B], table [C][B], work [P][B], whose numbers are lost
 */
export function fillLogDensities(components: readonly Component[], x: Columns, table: Columns, work: Columns): void {
  components.forEach(({ weight, mean, factor }, c) => {
    let constant = Math.log(weight) - (mean.length * LOG_2PI) / 2;
    for (let p = 0; p < mean.length; p++) {
      substitute(x[p], mean[p], factor[p], work, p);
      constant -= Math.log(factor[p][p]);
    }
    writeDensities(constant, work, table[c]);
  });
}

/** y[p] of y = L⁻¹(x − μ), for all datapoints, from those before it: forward substitution. */
function substitute(x: Float64Array, mean: number, row: readonly number[], y: Columns, p: number): void {
  const column = y[p];
  const reciprocal = 1 / row[p];
  for (let i = 0; i < x.length; i++) {
    let rest = x[i] - mean;
    for (let q = 0; q < p; q++) rest -= row[q] * y[q][i];
    column[i] = rest * reciprocal;
  }
}

/** constant − ½‖y‖², for all datapoints. */
function writeDensities(constant: number, y: Columns, column: Float64Array): void {
  for (let i = 0; i < column.length; i++) {
    let distance = 0;
    for (let p = 0; p < y.length; p++) distance += y[p][i] * y[p][i];
    column[i] = constant - distance / 2;
  }
}
