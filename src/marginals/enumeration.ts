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
  const chunks = Array.from({ length: Math.ceil(x.length / perChunk) }, (_, i) =>
    x.slice(i * perChunk, (i + 1) * perChunk),
  );
  return chunks.flatMap((rows) => model.logJointTable(rows).map((terms) => logSumExp(terms)));
}

/** The exact posterior p(z∣x) = p(x, z) / p(x), in float64.  x [B][P] → probabilities [B][C] */
export function posteriorByEnumeration(model: FiniteLatentModel, x: Rows): number[][] {
  checkRows("posteriorByEnumeration", x);
  return model.logJointTable(x).map((terms) => {
    const logMarginal = logSumExp(terms);
    return terms.map((term) => Math.exp(term - logMarginal));
  });
}
