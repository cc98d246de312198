import { type Columns, checkRows, columnsOf, type Rows } from "../tensors/shapes";
import type { GaussianMixture } from "./gaussian-mixture";
import { completedMixture } from "./gaussian-mixture-from-completed";

/** q(z) for every datapoint. */
export interface Responsibilities {
  /** q(z⁽ⁱ⁾ = c), a column for each c. [C][N] */
  readonly r: Columns;
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
  /** [C][N] */
  readonly table: Columns;
  /** What the table is worked out in. [P][N] */
  readonly work: Columns;
  /** p(z∣x), in columns of its own. [C][N] */
  readonly posterior: Columns;
  readonly logLikelihood: number;
}

/** E_q[log p(x, z)] of a q at one θ. */
interface Expected {
  readonly model: GaussianMixture;
  readonly r: Columns;
  readonly value: number;
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
  let asked: Expected | undefined;
  const jointAt = (model: GaussianMixture): Joint => {
    if (last?.model !== model) last = jointOf(model, columns, last);
    return last;
  };
  const expectedAt = (model: GaussianMixture, r: Columns): number => {
    if (asked?.model !== model || asked.r !== r) asked = { model, r, value: expected(r, jointAt(model).table) };
    return asked.value;
  };
  return {
    eStep: (model) => {
      const { posterior, logLikelihood } = jointAt(model);
      // log q(z) = log p(x, z) − log p(x), so that no logarithm is needed
      return { r: posterior, entropy: logLikelihood - expectedAt(model, posterior) };
    },
    mStep: ({ r }) => completedMixture(columns, r),
    bound: (model, { r, entropy }) => expectedAt(model, r) + entropy,
    logLikelihood: (model) => jointAt(model).logLikelihood,
  };
}

/** Works the joint out, its table over the one before if that fits. x [P][N] */
function jointOf(model: GaussianMixture, x: Columns, before: Joint | undefined): Joint {
  const [{ length: numData }] = x;
  const { numComponents } = model;
  const columns = (n: number) => Array.from({ length: n }, () => new Float64Array(numData));
  const fits = before?.table.length === numComponents;
  const [table, work, posterior] = [
    fits ? before.table : columns(numComponents),
    fits ? before.work : columns(x.length),
    columns(numComponents),
  ];
  model.fillLogJointColumns(x, table, work);
  let logLikelihood = 0;
  let product = 1; // of sums, for one logarithm of many: a logarithm takes as long as a density
  for (let i = 0; i < numData; i++) {
    let largest = table[0][i];
    for (let c = 1; c < numComponents; c++) largest = Math.max(largest, table[c][i]);
    let total = 0;
    for (let c = 0; c < numComponents; c++) {
      const term = table[c][i] === largest ? 1 : Math.exp(table[c][i] - largest);
      posterior[c][i] = term;
      total += term;
    }
    const scale = 1 / total;
    for (let c = 0; c < numComponents; c++) posterior[c][i] *= scale;
    logLikelihood += largest;
    product *= total;
    if (product > 1e200) {
      logLikelihood += Math.log(product);
      product = 1;
    }
  }
  return { model, table, work, posterior, logLikelihood: logLikelihood + Math.log(product) };
}

/** Σ r log p(x, z), with 0 · −∞ = 0. r [C][N], table [C][N] */
function expected(r: Columns, table: Columns): number {
  let total = 0;
  for (let c = 0; c < r.length; c++) {
    const [column, values] = [r[c], table[c]];
    for (let i = 0; i < column.length; i++) if (column[i] !== 0) total += column[i] * values[i];
  }
  return total;
}
