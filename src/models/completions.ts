import type { Rows } from "../tensors/shapes";

/**
 * log p(x, z) for each of the 2^D values of z, by a walk down the binary tree of its bits that adds a column of the
 * weights to the logits of the bits to come, rather than computing every logit anew. Float64. → [2^D]
 */
export function completions(
  weights: Rows,
  bias: readonly number[],
  numMissing: number,
  x: readonly number[],
): number[] {
  const size = bias.length;
  const table = new Array<number>(2 ** numMissing);
  // the logits after d bits are chosen, for each depth d of the walk; what x adds to them is known from the start
  const logits = Array.from({ length: numMissing + 1 }, () => Float64Array.from(bias));
  for (let p = numMissing; p < size; p++) {
    for (let q = numMissing; q < p; q++) logits[0][p] += weights[p][q] * x[q - numMissing];
  }
  const columns = Array.from({ length: numMissing }, (_, d) => Float64Array.from(weights, (row) => row[d]));
  const walk = (depth: number, state: number, logPrior: number): void => {
    const now = logits[depth];
    if (depth === numMissing) {
      table[state] = logPrior + logLikelihood(now, numMissing, x);
      return;
    }
    const [next, column] = [logits[depth + 1], columns[depth]];
    const logZero = -softplus(now[depth]);
    for (let p = depth + 1; p < size; p++) next[p] = now[p];
    walk(depth + 1, 2 * state, logPrior + logZero);
    for (let p = depth + 1; p < size; p++) next[p] = now[p] + column[p];
    walk(depth + 1, 2 * state + 1, logPrior + logZero + now[depth]);
  };
  walk(0, 0, 0);
  return table;
}

/**
 * Σ_p x_p l_p − softplus(l_p), with softplus(l) = max(l, 0) + log(1 + exp(−|l|)) and one logarithm for the product of all
 * 1 + exp(−|l|), because logarithms are what takes the time here.
 */
function logLikelihood(logits: Float64Array, first: number, x: readonly number[]): number {
  let total = 0;
  let product = 1;
  for (let p = first; p < logits.length; p++) {
    const l = logits[p];
    total += x[p - first] * l - (l > 0 ? l : 0);
    product *= 1 + Math.exp(l > 0 ? -l : l);
    if (product > 1e300) {
      total -= Math.log(product);
      product = 1;
    }
  }
  return total - Math.log(product);
}

function softplus(l: number): number {
  return Math.max(l, 0) + Math.log1p(Math.exp(-Math.abs(l)));
}
