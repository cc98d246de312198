import type { Distribution } from "../distributions/distribution";
import { type LatentVariableModel, logJoint } from "../models/model";
import { forLoop } from "../tensors/loop";
import { logSumExp } from "../tensors/math";
import { foldIn, type Key } from "../tensors/random";
import { checkRows, type Rows } from "../tensors/shapes";
import * as tf from "../tensors/tf";

/** An estimate of log p(x) from weighted draws, with how many draws it is worth. */
export interface WeightedEstimate {
  /** log (1/K) Σ w_k: below log p(x) on average, by Jensen; its exponential is unbiased for p(x). Nats. [B] */
  readonly logMarginal: number[];
  /** The standard error of the estimate, by the delta method: that of the mean weight over the mean weight. [B] */
  readonly standardError: number[];
  /** (Σ w)²/Σ w², from 1 where one draw carries all the weight to K where they share it. [B] */
  readonly effectiveSampleSize: number[];
}

interface Draws {
  readonly key: Key;
  /** K, the number of draws for each datapoint. */
  readonly numSamples: number;
}

/**
 * p(x) ≈ (1/K) Σ p(x∣z_k), z_k ~ p(z): an estimate by draws from the prior, which seldom explain x.
 * x [B][P] → [B]. @throws unless K is at least 2.
 */
export function logMarginalByPriorSampling(model: LatentVariableModel, x: Rows, draws: Draws): WeightedEstimate {
  return logMarginalByImportance(model, model.prior(), x, draws, "logMarginalByPriorSampling");
}

/**
 * p(x) ≈ (1/K) Σ p(x, z_k)/q(z_k), z_k ~ q: an estimate by draws from q, good where q resembles the true posterior
 * and has no lighter tails. q of batch [B], one for each datapoint, or [], one for all. x [B][P] → [B].
 * @throws unless K is at least 2 and the batch of q fits.
 */
export function logMarginalByImportance(
  model: LatentVariableModel,
  q: Distribution,
  x: Rows,
  { key, numSamples }: Draws,
  who = "logMarginalByImportance",
): WeightedEstimate {
  checkRows(who, x);
  if (!Number.isInteger(numSamples) || numSamples < 2) {
    throw new Error(`${who} needs a whole number of samples of at least 2, got ${numSamples}`);
  }
  const shared = q.batchShape.length === 0;
  if (!shared && (q.batchShape.length !== 1 || q.batchShape[0] !== x.length)) {
    throw new Error(`${who} needs a q of batch [${x.length}] or [], got [${q.batchShape}]`);
  }
  const logWeights = drawn(model, q, x, { key, numSamples });
  const estimates = x.map((_, i) => summary(logWeights.map((row) => row[i])));
  return {
    logMarginal: estimates.map(({ logMean }) => logMean),
    standardError: estimates.map(({ relativeError }) => relativeError),
    effectiveSampleSize: estimates.map(({ effective }) => effective),
  };
}

/** Numbers of a tensor that are worked on at once. */
const CHUNK = 2 ** 22;

/** log w_k for each datapoint, so many draws at a time; the first of them by `foldIn(key, 0)`. → [K][B] */
function drawn(model: LatentVariableModel, q: Distribution, x: Rows, { key, numSamples }: Draws): number[][] {
  const isShared = q.batchShape.length === 0;
  const size = Math.max(1, Math.floor(CHUNK / (x.length * x[0].length)));
  const data = tf.tensor2d(x.map((row) => [...row]));
  const logWeights = (num: number, k: Key) => {
    const draws = q.sample(k, num);
    const logQ = q.logProb(draws);
    // one set of draws for all datapoints gets an axis of length one for the batch
    const z = isShared ? draws.expandDims(1) : draws;
    return logJoint(model, data, z).sub(isShared ? logQ.expandDims(1) : logQ);
  };
  const inChunks = forLoop(Math.floor(numSamples / size), logWeights);
  try {
    return Array.from({ length: Math.ceil(numSamples / size) }, (_, i) => {
      const num = Math.min(size, numSamples - i * size);
      const k = foldIn(key, i);
      const chunk = num === size ? inChunks(num, k) : tf.tidy(() => logWeights(num, k));
      const rows = chunk.arraySync() as number[][];
      chunk.dispose();
      return rows;
    }).flat();
  } finally {
    inChunks.dispose();
    data.dispose();
  }
}

function summary(logWeights: readonly number[]) {
  const numSamples = logWeights.length;
  const logTotal = logSumExp(logWeights);
  const effective = Math.exp(2 * logTotal - logSumExp(logWeights.map((w) => 2 * w)));
  return {
    logMean: logTotal - Math.log(numSamples),
    relativeError: Math.sqrt(Math.max(0, 1 / effective - 1 / numSamples) * (numSamples / (numSamples - 1))),
    effective,
  };
}
