import { probabilities } from "../distributions/parameters";
import type { FiniteLatentModel } from "../models/model";
import { checkRows, type Rows } from "../tensors/shapes";

/** The two terms of the ELBO, in nats, one number for each datapoint. */
export interface ElboTerms {
  /** E_q log p(x, z), as if z were observed, filled in by q. [B] */
  readonly expectedLogJoint: number[];
  /** H(q) = −E_q log q(z). [B] */
  readonly entropy: number[];
  /** Their sum, a lower bound on log p(x). [B] */
  readonly elbo: number[];
}

/**
 * ELBO = Σ_z q(z) log p(x, z) − Σ_z q(z) log q(z), every z written out: exact, in nats and float64, with 0 log 0 = 0.
 * q [B][C] (each row sums to 1), x [B][P] → [B]. @throws where the rows of q do not fit the model and x.
 */
export function elboByEnumeration(model: FiniteLatentModel, q: Rows, x: Rows): ElboTerms {
  checkRows("elboByEnumeration", x);
  const numComponents = checkRows("elboByEnumeration", q);
  if (q.length !== x.length || numComponents !== model.numComponents) {
    throw new Error(
      `elboByEnumeration needs q of ${x.length} × ${model.numComponents}, got ${q.length} × ${numComponents}`,
    );
  }
  for (const row of q) probabilities("elboByEnumeration", row);
  const weighted = (probability: number, value: number) => (probability === 0 ? 0 : probability * value);
  const expectedLogJoint = model
    .logJointTable(x)
    .map((terms, i) => terms.reduce((total, term, c) => total + weighted(q[i][c], term), 0));
  const entropy = q.map((row) => row.reduce((total, p) => total - weighted(p, Math.log(p)), 0));
  return { expectedLogJoint, entropy, elbo: expectedLogJoint.map((value, i) => value + entropy[i]) };
}
