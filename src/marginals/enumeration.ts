import type { FiniteLatentModel } from "../models/model";
import { logSumExp } from "../tensors/math";
import { checkRows, type Rows } from "../tensors/shapes";

/** Terms that are held at once: 2 MB of them. */
const CHUNK = 2 ** 18;

/**
 * The exact log p(x) = log Σ_z p(x, z), every z written out, some datapoints at a time, in nats and float64.
 * x [B][P] → [B]
 */
export function logMarginalByEnumeration(model: FiniteLatentModel, x: Rows): number[] {
  checkRows("logMarginalByEnumeration", x);
  const perChunk = Math.max(1, Math.floor(CHUNK / model.numComponents));
  const logMarginals: number[] = [];
  for (let start = 0; start < x.length; start += perChunk) {
    for (const terms of model.logJointTable(x.slice(start, start + perChunk))) logMarginals.push(logSumExp(terms));
  }
  return logMarginals;
}

/** The exact posterior p(z∣x) = p(x, z) / p(x), in float64.  x [B][P] → probabilities [B][C] */
export function posteriorByEnumeration(model: FiniteLatentModel, x: Rows): number[][] {
  checkRows("posteriorByEnumeration", x);
  return model.logJointTable(x).map(softmax);
}

/** exp xᵢ / Σⱼ exp xⱼ. [C] → [C] */
function softmax(terms: readonly number[]): number[] {
  let [largest, total] = [-Infinity, 0];
  for (let c = 0; c < terms.length; c++) largest = Math.max(largest, terms[c]);
  const shares = new Array<number>(terms.length);
  for (let c = 0; c < terms.length; c++) {
    shares[c] = Math.exp(terms[c] - largest);
    total += shares[c];
  }
  for (let c = 0; c < terms.length; c++) shares[c] /= total;
  return shares;
}
