import type { Distribution } from "../distributions/distribution";
import { independent } from "../distributions/independent";
import { normal } from "../distributions/normal";
import { inverse, multiply, transpose } from "../tensors/linear-algebra";
import { checkPositive } from "../tensors/numbers";
import { checkRows, type Rows } from "../tensors/shapes";
import * as tf from "../tensors/tf";

/** x∣z ~ N(Wz + b, σ²I): plain numbers in float64. */
export interface LinearLikelihoodParams {
  /** W, from latent to datapoint. [P][D] */
  readonly weights: Rows;
  /** b. [P] */
  readonly bias: readonly number[];
  /** σ, one for every coordinate of x. */
  readonly scale: number;
}

/** A normal distribution as plain numbers. */
export interface NormalNumbers {
  readonly mean: readonly number[];
  readonly covariance: Rows;
}

/** The likelihood, and what it makes of a normal prior p(z) = N(m, V). */
interface LinearLikelihood {
  readonly latentDim: number;
  likelihood(z: tf.Tensor): Distribution;
  /** p(x) = N(Wm + b, WVWᵀ + σ²I). */
  marginal(prior: NormalNumbers): NormalNumbers;
  /** p(z∣x) = N(M(V⁻¹m + Wᵀ(x − b)/σ²), M) with M = (V⁻¹ + WᵀW/σ²)⁻¹. */
  posterior(prior: NormalNumbers, x: readonly number[]): NormalNumbers;
}

/** @throws unless W has a row for each entry of b, and σ is positive. @see Bishop (2006), equations 2.113–2.117 */
export function linearLikelihood(who: string, { weights, bias, scale }: LinearLikelihoodParams): LinearLikelihood {
  const latentDim = checkRows(who, weights);
  checkRows(who, [bias]);
  if (bias.length !== weights.length) {
    throw new Error(`${who} needs a row of weights for each bias, got ${weights.length} for ${bias.length}`);
  }
  checkPositive(who, { scale });
  const wT = transpose(weights);
  const times = (a: Rows, v: readonly number[]) =>
    multiply(
      a,
      v.map((value) => [value]),
    ).map(([value]) => value);
  const precisionOfX = multiply(wT, weights).map((row) => row.map((v) => v / scale ** 2)); // WᵀW/σ²
  return {
    latentDim,
    likelihood: (z) => {
      const size = z.shape[z.rank - 1];
      if (size !== latentDim) throw new Error(`${who} needs z of ${latentDim} numbers, got ${size}`);
      const mean = tf.tidy(() =>
        z
          .reshape([-1, latentDim])
          .matMul(tf.tensor2d(wT))
          .add(tf.tensor1d([...bias]))
          .reshape([...z.shape.slice(0, -1), bias.length]),
      );
      return independent(normal(mean, scale));
    },
    marginal: ({ mean, covariance }) => ({
      mean: times(weights, mean).map((value, p) => value + bias[p]),
      covariance: multiply(multiply(weights, covariance), wT).map((row, i) =>
        row.map((v, j) => v + (i === j ? scale ** 2 : 0)),
      ),
    }),
    posterior: ({ mean, covariance }, x) => {
      if (x.length !== bias.length) throw new Error(`${who} needs x of ${bias.length} numbers, got ${x.length}`);
      checkRows(who, [x]);
      const precision = inverse(covariance);
      const m = inverse(precision.map((row, i) => row.map((v, j) => v + precisionOfX[i][j])));
      const fromX = times(
        wT,
        x.map((value, p) => (value - bias[p]) / scale ** 2),
      );
      const fromPrior = times(precision, mean);
      return {
        mean: times(
          m,
          fromX.map((value, d) => value + fromPrior[d]),
        ),
        covariance: m,
      };
    },
  };
}
