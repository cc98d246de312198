import { probabilities } from "../distributions/parameters";
import { logJointByEnumeration } from "../marginals/enumeration";
import type { FiniteLatentModel } from "../models/model";
import { remembered } from "../tensors/remembered";
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
  const entropy = entropies(q);
  const table = logJointByEnumeration(model, x);
  const expectedLogJoint = new Array<number>(x.length);
  const elbo = new Array<number>(x.length);
  for (let i = 0, at = 0; i < x.length; i++) {
    const row = q[i];
    let total = 0;
    for (let c = 0; c < numComponents; c++, at++) if (row[c] !== 0) total += row[c] * table[at];
    expectedLogJoint[i] = total;
    elbo[i] = total + entropy[i];
  }
  return { expectedLogJoint, entropy: entropy.slice(), elbo };
}

/** H of each row of probabilities, with 0 log 0 = 0; EM asks for it twice, before and after it moves θ. [B][C] → [B] */
const entropies = remembered((q) =>
  q.map((row) => {
    probabilities("elboByEnumeration", row);
    let total = 0;
    for (let c = 0; c < row.length; c++) if (row[c] !== 0) total -= row[c] * Math.log(row[c]);
    return total;
  }),
);
