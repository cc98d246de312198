import { LOG_2PI } from "../tensors/math";
import { standardNormal } from "../tensors/random";
import { broadcastShapes } from "../tensors/shapes";
import * as tf from "../tensors/tf";
import type { Distribution } from "./distribution";
import { FINITE, type Parameter, type ParameterSpec, POSITIVE, parameter } from "./parameters";

/** A normal on the line, or a batch of them, by mean and standard deviation. */
export interface Normal extends Distribution {
  readonly loc: Parameter;
  readonly scale: Parameter;
}

/** How many coordinates are worth a matrix each. */
const MOST_COORDINATES = 8;

/**
 * N(μ, σ²) on the real line, with `loc` μ and `scale` σ, a standard deviation and never a variance.
 * log N(x; μ, σ²) = −½((x − μ)/σ)² − log σ − ½ log 2π. A draw is μ + σε with ε ~ N(0, 1), so it carries gradients.
 * `loc` and `scale` broadcast to the batch. @throws where a scale is not positive.
 */
export function normal(loc: ParameterSpec, scale: ParameterSpec): Normal {
  const mu = parameter("normal", "loc", loc, FINITE);
  const sigma = parameter("normal", "scale", scale, POSITIVE);
  const batchShape = broadcastShapes("normal", mu.shape, sigma.shape);
  return {
    name: "normal",
    loc: mu,
    scale: sigma,
    batchShape,
    eventShape: [],
    reparameterized: true,
    sample: (key, n) =>
      tf.tidy(() => {
        const epsilon = standardNormal(key, [n, ...batchShape]);
        return mu.tensor().add(sigma.tensor().mul(epsilon));
      }),
    detached: () => normal(mu.detached(), sigma.detached()),
    // a matrix for each coordinate, and none of them all; x² − 2xμ + μ² would cancel
    logProbOfPairs: (x) => {
      const size = x.shape[1] as number;
      if (size > MOST_COORDINATES) return undefined;
      const columns = (t: tf.Tensor) => tf.split(tf.broadcastTo(t, [...batchShape]).reshape([-1, size]), size, 1);
      const scale = sigma.tensor();
      const halfPrecisions = columns(scale.square().reciprocal().mul(-0.5)); // [M, 1] each
      const values = tf.split(x.transpose(), size); // [1, N] each
      const squares = columns(mu.tensor()).map((loc, p) => values[p].sub(loc).square().mul(halfPrecisions[p]));
      const normalizer = tf.addN(columns(scale.log())).add((size * LOG_2PI) / 2);
      return squares.reduce((a, b) => a.add(b)).sub(normalizer);
    },
    logProb: (x) =>
      tf.tidy(() => {
        const scale = sigma.tensor();
        const standardized = x.sub(mu.tensor()).div(scale);
        return standardized
          .square()
          .mul(-0.5)
          .sub(scale.log())
          .sub(LOG_2PI / 2);
      }),
  };
}
