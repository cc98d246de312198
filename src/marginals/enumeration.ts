import type { FiniteLatentModel } from "../models/model";
import { logSumExp } from "../tensors/math";
import type { Rows } from "../tensors/shapes";

/** The exact log p(x) = log Σ_z p(x, z), every z written out, in nats and float64.  x [B][P] → [B] */
export function logMarginalByEnumeration(model: FiniteLatentModel, x: Rows): number[] {
  return model.logJointTable(x).map((terms) => logSumExp(terms));
}

/** The exact posterior p(z∣x) = p(x, z) / p(x), in float64.  x [B][P] → probabilities [B][C] */
export function posteriorByEnumeration(model: FiniteLatentModel, x: Rows): number[][] {
  return model.logJointTable(x).map((terms) => {
    const logMarginal = logSumExp(terms);
    return terms.map((term) => Math.exp(term - logMarginal));
  });
}
