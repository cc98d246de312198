import { logNormalDensity } from "../distributions/log-normal-density";
import { logSumExp } from "../tensors/math";
import type { GaussianMixtureParams } from "./gaussian-mixture";
import { linearGaussianMixture } from "./linear-gaussian-mixture";

/** x_T → … → x₀ on the line, by Gaussian steps, each the best Gaussian for a step of the noising undone. Float64. */
export interface DiffusionChain {
  /** T */
  readonly numSteps: number;
  /** ᾱ_t for t = 0 … T, from 1 down: how much of the variance at t is signal. [T + 1] */
  readonly alphaBar: readonly number[];
  /** q(x_t), the noised data: a mixture again. t from 0 to T. */
  noised(t: number): GaussianMixtureParams;
  /** p(x_{t−1}∣x_t) = N(mean, scale²), with the mean and variance that q(x_{t−1}∣x_t) has at this x_t. t from 1 to T. */
  reverse(t: number, x: number): { readonly mean: number; readonly scale: number };
}

/**
 * A stack of T latents on one-dimensional data, q(x₀) a mixture of normals: q noises by x_t = √α_t x_{t−1} + √(1 − α_t) ε
 * with ᾱ_t = Π α = cos²(0.98 π t/2T), and p starts at x_T ~ N(0, 1) and steps back by normals. With one step p(x₀) can
 * hardly be more than a normal; with many, p is a diffusion model.
 * @throws unless the data are a mixture on the line and T is whole and positive. @see Nichol and Dhariwal (2021), equation 17
 */
export function diffusionChain({
  data,
  numSteps,
}: {
  readonly data: GaussianMixtureParams;
  readonly numSteps: number;
}): DiffusionChain {
  if (!Number.isInteger(numSteps) || numSteps < 1) {
    throw new Error(`diffusionChain needs a whole positive number of steps, got ${numSteps}`);
  }
  if (data.means[0]?.length !== 1) {
    throw new Error(`diffusionChain needs data on the line, got ${data.means[0]?.length ?? 0} coordinates`);
  }
  const alphaBar = Array.from({ length: numSteps + 1 }, (_, t) => Math.cos((0.98 * Math.PI * t) / (2 * numSteps)) ** 2);
  const noised = alphaBar.map((alpha, t) =>
    t === 0
      ? data
      : linearGaussianMixture({
          prior: data,
          weights: [[Math.sqrt(alpha)]],
          bias: [0],
          scale: Math.sqrt(1 - alpha),
        }).marginal(),
  );
  const steps = alphaBar.slice(1).map((alpha, i) => reversal(noised[i], alpha / alphaBar[i]));
  const checkedTime = (t: number, from: number) => {
    if (!Number.isInteger(t) || t < from || t > numSteps) {
      throw new Error(`diffusionChain needs a time from ${from} to ${numSteps}, got ${t}`);
    }
    return t;
  };
  return {
    numSteps,
    alphaBar,
    noised: (t) => noised[checkedTime(t, 0)],
    reverse: (t, x) => steps[checkedTime(t, 1) - 1](x),
  };
}

/**
 * The mean and the standard deviation of p(z∣x), where z ~ prior and x∣z ~ N(√α z, 1 − α): what `linearGaussianMixture`
 * gives as a whole posterior, written out for the line, because a chain asks for it at every point of every grid.
 */
function reversal({ weights, means, covariances }: GaussianMixtureParams, alpha: number) {
  const noise = 1 - alpha;
  const components = weights.map((weight, c) => {
    const [m, v] = [means[c][0], covariances[c][0][0]];
    const variance = 1 / (1 / v + alpha / noise);
    return { weight, m, variance, fromPrior: m / v, explained: Math.sqrt(alpha * v + noise) };
  });
  return (x: number) => {
    const logWeights = components.map(
      ({ weight, m, explained }) => Math.log(weight) + logNormalDensity(x, Math.sqrt(alpha) * m, explained),
    );
    const total = logSumExp(logWeights);
    let [mean, second] = [0, 0];
    components.forEach(({ variance, fromPrior }, c) => {
      const posterior = Math.exp(logWeights[c] - total);
      const center = variance * (fromPrior + (Math.sqrt(alpha) * x) / noise);
      mean += posterior * center;
      second += posterior * (variance + center ** 2);
    });
    return { mean, scale: Math.sqrt(second - mean ** 2) };
  };
}

/** The mean and the variance of a mixture on the line. */
export function momentsOf({ weights, means, covariances }: GaussianMixtureParams): { mean: number; variance: number } {
  const mean = weights.reduce((total, w, c) => total + w * means[c][0], 0);
  const variance = weights.reduce((total, w, c) => total + w * (covariances[c][0][0] + (means[c][0] - mean) ** 2), 0);
  return { mean, variance };
}
