import { meanWithError } from "../tensors/numbers";
import type { Key } from "../tensors/random";
import * as tf from "../tensors/tf";

/** One partial derivative, estimated many times over. */
export interface GradientSamples {
  /** Independent estimates. [R] */
  readonly draws: readonly number[];
  readonly mean: number;
  /** Of the mean. */
  readonly standardError: number;
  /** Of one estimate. */
  readonly variance: number;
  /** Signal to noise: |mean| over the standard deviation of one estimate. */
  readonly snr: number;
}

/**
 * Many independent estimates of the gradient of a bound, all at once, and how they scatter: every parameter is copied R
 * times, `maximize` gives each copy a bound of its own, as a batch of R datapoints that are one and the same does, and the
 * gradient of their sum holds an estimate in every row.
 * at: each parameter's numbers [F]; maximize: the parameters [R, F] and a key → [R]. → for each parameter [F] summaries.
 * @throws unless R is a whole number of at least 2 and `maximize` gives R numbers. @see Rainforth et al. (2018), equation 10 (SNR)
 */
export function gradientSamples<Name extends string>({
  maximize,
  at,
  numDraws,
  key,
}: {
  readonly maximize: (parameters: Readonly<Record<Name, tf.Tensor>>, key: Key) => tf.Tensor;
  readonly at: Readonly<Record<Name, readonly number[]>>;
  readonly numDraws: number;
  readonly key: Key;
}): Record<Name, GradientSamples[]> {
  if (!Number.isInteger(numDraws) || numDraws < 2) {
    throw new Error(`gradientSamples needs a whole number of draws of at least 2, got ${numDraws}`);
  }
  const names = Object.keys(at) as Name[];
  const bad = names.find((name) => at[name].length === 0 || !at[name].every(Number.isFinite));
  if (names.length === 0 || bad) {
    throw new Error(`gradientSamples needs finite numbers to differentiate at, got ${bad ?? "no parameters"}`);
  }
  const rows = tf.tidy(() => {
    const total = (...copies: tf.Tensor[]) => {
      const named = Object.fromEntries(names.map((name, i) => [name, copies[i]])) as Record<Name, tf.Tensor>;
      const bounds = maximize(named, key);
      if (bounds.shape.join() !== `${numDraws}`) {
        throw new Error(`gradientSamples needs a bound for each of ${numDraws} copies, got shape [${bounds.shape}]`);
      }
      return bounds.sum();
    };
    const copies = names.map((name) => tf.tile(tf.tensor2d([[...at[name]]]), [numDraws, 1]));
    return tf
      .grads(total)(copies)
      .map((gradient) => gradient.arraySync() as number[][]);
  });
  return Object.fromEntries(
    names.map((name, i) => [name, at[name].map((_, f) => summary(rows[i].map((row) => row[f])))]),
  ) as Record<Name, GradientSamples[]>;
}

function summary(draws: readonly number[]): GradientSamples {
  const { mean, standardError } = meanWithError(draws);
  const variance = standardError ** 2 * draws.length;
  return { draws, mean, standardError, variance, snr: Math.abs(mean) / Math.sqrt(variance) };
}
