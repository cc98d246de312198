import { checkRows, type Rows } from "../tensors/shapes";
import type { GaussianMixture } from "./gaussian-mixture";
import { columnsOf, completedMixture } from "./gaussian-mixture-from-completed";

/** q(z) for every datapoint. */
export interface Responsibilities {
  /** q(z⁽ⁱ⁾ = c), a column for each c. [C][N] */
  readonly r: readonly Float64Array[];
  /** H(q), over all datapoints, in nats. */
  readonly entropy: number;
}

/** What `expectationMaximization` needs besides a start. */
export interface MixtureEm {
  readonly eStep: (model: GaussianMixture) => Responsibilities;
  readonly mStep: (q: Responsibilities) => GaussianMixture;
  /** L(θ, q) and log p(x), over all datapoints, in nats. */
  readonly bound: (model: GaussianMixture, q: Responsibilities) => number;
  readonly logLikelihood: (model: GaussianMixture) => number;
}

/** log p(x, z) for every z at one θ, and what comes of it. */
interface Joint {
  readonly model: GaussianMixture;
  /** [N·C] */
  readonly table: Float64Array;
  /** exp(log p(x, z) − max_z log p(x, z)) and, for each datapoint, 1 by their sum. [N·C], [N] */
  readonly terms: Float64Array;
  readonly scales: Float64Array;
  readonly logLikelihood: number;
}

/**
 * The two steps of EM for a Gaussian mixture and what they raise, for `expectationMaximization`: the same as
 * `posteriorByEnumeration`, `gaussianMixtureFromCompleted`, `elboByEnumeration` and `logMarginalByEnumeration`, but with the
 * datapoints in one piece and log p(x, z) worked out once for each θ, for the thousands of steps of a long run. x [N][P]
 * @throws where x is not rows of finite numbers, or the start is of another size.
 */
export function gaussianMixtureEm(x: Rows): MixtureEm {
  checkRows("gaussianMixtureEm", x);
  const columns = columnsOf(x);
  let last: Joint | undefined;
  const jointAt = (model: GaussianMixture): Joint => {
    if (last?.model !== model) last = jointOf(model, x, last);
    return last;
  };
  return {
    eStep: (model) => {
      const { table, terms, scales, logLikelihood } = jointAt(model);
      const r = model.weights.map((_, c) => {
        const column = new Float64Array(x.length);
        for (let i = 0, at = c; i < column.length; i++, at += model.numComponents) column[i] = terms[at] * scales[i];
        return column;
      });
      // log q(z) = log p(x, z) − log p(x), so that no logarithm is needed
      return { r, entropy: logLikelihood - expected(r, table) };
    },
    mStep: ({ r }) => completedMixture(columns, r),
    bound: (model, { r, entropy }) => expected(r, jointAt(model).table) + entropy,
    logLikelihood: (model) => jointAt(model).logLikelihood,
  };
}

/** Works the joint out, over the numbers of the one before if they fit. */
function jointOf(model: GaussianMixture, x: Rows, before: Joint | undefined): Joint {
  const { numComponents } = model;
  const length = x.length * numComponents;
  const [table, terms, scales] =
    before?.table.length === length
      ? [before.table, before.terms, before.scales]
      : [new Float64Array(length), new Float64Array(length), new Float64Array(x.length)];
  model.fillLogJoint(x, table);
  let logLikelihood = 0;
  let product = 1; // of sums, for one logarithm of many: a logarithm takes as long as a density
  for (let i = 0, start = 0; i < x.length; i++, start += numComponents) {
    let largest = table[start];
    for (let c = 1; c < numComponents; c++) if (table[start + c] > largest) largest = table[start + c];
    let total = 0;
    for (let at = start; at < start + numComponents; at++) {
      terms[at] = table[at] === largest ? 1 : Math.exp(table[at] - largest);
      total += terms[at];
    }
    scales[i] = 1 / total;
    logLikelihood += largest;
    product *= total;
    if (product > 1e200) {
      logLikelihood += Math.log(product);
      product = 1;
    }
  }
  return { model, table, terms, scales, logLikelihood: logLikelihood + Math.log(product) };
}

/** Σ r log p(x, z), with 0 · −∞ = 0. r [C][N], table [N·C] */
function expected(r: readonly Float64Array[], table: Float64Array): number {
  let total = 0;
  for (let c = 0; c < r.length; c++) {
    const column = r[c];
    for (let i = 0, at = c; i < column.length; i++, at += r.length) if (column[i] !== 0) total += column[i] * table[at];
  }
  return total;
}
