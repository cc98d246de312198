import { logFactorial } from "../tensors/math";
import { foldIn, type Key, uniformNumbers } from "../tensors/random";
import { sizeOf } from "../tensors/shapes";
import * as tf from "../tensors/tf";
import type { Distribution } from "./distribution";
import { NON_NEGATIVE, type Parameter, type ParameterSpec, parameter } from "./parameters";

/** A Poisson distribution, or a batch of them, by its rate. */
export interface Poisson extends Distribution {
  /** λ, the mean and the variance. */
  readonly rate: Parameter;
}

/**
 * A count x ∈ {0, 1, 2, …} of events that come at rate λ: log p(x) = x log λ − λ − log x!, with 0 log 0 = 0, so that
 * a rate of 0 is a certain 0. A draw is a whole number, as float32, and carries no gradient.
 * In float32 the three terms of a large x cancel: log p(x) is off by some 0.0003 at 10³ and by 0.05 at 10⁵.
 * @throws where a rate is negative.
 */
export function poisson(rate: ParameterSpec): Poisson {
  const lambda = parameter("poisson", "rate", rate, NON_NEGATIVE);
  return {
    name: "poisson",
    rate: lambda,
    batchShape: lambda.shape,
    eventShape: [],
    reparameterized: false,
    sample: (key, n) =>
      tf.tidy(() => {
        const rates = lambda.tensor().dataSync();
        const size = sizeOf(lambda.shape);
        return tf.tensor(
          draws(key, n * size, (i) => rates[i % size]),
          [n, ...lambda.shape],
        );
      }),
    detached: () => poisson(lambda.detached()),
    logProb: (x) =>
      tf.tidy(() => {
        const at = lambda.tensor();
        const some = x.notEqual(0);
        // where x = 0 the log is taken of 1, so that no gradient becomes 0 · ∞
        const power = x.mul(tf.where(some, at.add(x.mul(0)), tf.onesLike(x.add(at.mul(0)))).log());
        return power.sub(at).sub(logFactorial(x));
      }),
  };
}

/** The largest rate whose exp(−λ) is far from the smallest float64; a larger one is the sum of several. */
const LARGEST = 500;

/** By the inverse of the distribution function, in float64. */
function draws(key: Key, size: number, rateOf: (i: number) => number): Float32Array {
  const total = new Float32Array(size);
  let parts = 1;
  for (let i = 0; i < size; i++) parts = Math.max(parts, Math.ceil(rateOf(i) / LARGEST));
  for (let part = 0; part < parts; part++) {
    const u = uniformNumbers(foldIn(key, part), size);
    for (let i = 0; i < size; i++) total[i] += quantile(u[i], rateOf(i) / parts);
  }
  return total;
}

/** The smallest x with P(X ≤ x) ≥ u. */
function quantile(u: number, rate: number): number {
  let mass = Math.exp(-rate);
  let x = 0;
  // past the mode a mass that no longer counts ends it: rounding may have left a rest
  for (let rest = u - mass; rest > 0 && (x < rate || rest - mass !== rest); rest -= mass) mass *= rate / ++x;
  return x;
}
