import type { FiniteLatentModel } from "../models/model";
import { remembered } from "../tensors/remembered";
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
    const part = sumsOf(model, x.slice(start, start + perChunk)).logMarginals;
    for (let i = 0; i < part.length; i++) logMarginals.push(part[i]);
  }
  return logMarginals;
}

/** The exact posterior p(z∣x) = p(x, z) / p(x), in float64.  x [B][P] → probabilities [B][C] */
export function posteriorByEnumeration(model: FiniteLatentModel, x: Rows): number[][] {
  checkRows("posteriorByEnumeration", x);
  const { posterior } = sumsOf(model, x);
  const rows = new Array<number[]>(x.length);
  for (let i = 0, at = 0; i < rows.length; i++) {
    const row = new Array<number>(model.numComponents);
    for (let c = 0; c < row.length; c++) row[c] = posterior[at++];
    rows[i] = row;
  }
  return rows;
}

/** log p(x, z) for every z, in one piece; not to be kept, since it may be written over.  x [B][P] → [B·C] */
export function logJointByEnumeration(model: FiniteLatentModel, x: Rows): Float64Array {
  return x.length * model.numComponents > CHUNK ? tableOf(model, x) : sumsOf(model, x).table;
}

/** What comes of writing z out: log p(x, z) and p(z∣x) [B·C], and log p(x) [B]. */
interface Sums {
  readonly table: Float64Array;
  readonly posterior: Float64Array;
  readonly logMarginals: Float64Array;
}

/** The sums for a model and data, worked out once for who asks for one after the other, as EM does; large ones are not kept. */
function sumsOf(model: FiniteLatentModel, x: Rows): Sums {
  return x.length * model.numComponents > CHUNK ? sumUp(x, model) : lastSums(x, model);
}

const lastSums = remembered(sumUp);

function sumUp(x: Rows, model: FiniteLatentModel, before?: Sums): Sums {
  const numComponents = model.numComponents;
  const table = tableOf(model, x, before?.table);
  const posterior = sized(table.length, before?.posterior);
  const logMarginals = sized(x.length, before?.logMarginals);
  for (let i = 0; i < x.length; i++) {
    const start = i * numComponents;
    const end = start + numComponents;
    let largest = -Infinity;
    for (let at = start; at < end; at++) if (table[at] > largest) largest = table[at];
    let total = 0;
    for (let at = start; at < end; at++) {
      // exp 0 takes as long as any other
      posterior[at] = table[at] === largest ? 1 : Math.exp(table[at] - largest);
      total += posterior[at];
    }
    for (let at = start; at < end; at++) posterior[at] /= total;
    logMarginals[i] = Number.isFinite(largest) ? largest + Math.log(total) : largest;
  }
  return { table, posterior, logMarginals };
}

function tableOf(model: FiniteLatentModel, x: Rows, before?: Float64Array): Float64Array {
  const table = sized(x.length * model.numComponents, before);
  if (model.fillLogJoint) model.fillLogJoint(x, table);
  else model.logJointTable(x).forEach((row, i) => void table.set(row, i * model.numComponents));
  return table;
}

/** Room for so many numbers: what there was before, if it fits. */
function sized(length: number, before: Float64Array | undefined): Float64Array {
  return before?.length === length ? before : new Float64Array(length);
}
