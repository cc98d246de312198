import { uniform } from "../tensors/random";
import { broadcastShapes } from "../tensors/shapes";
import * as tf from "../tensors/tf";
import type { Distribution } from "./distribution";
import { FINITE, type Parameter, type ParameterSpec, POSITIVE, parameter } from "./parameters";

/** A logistic distribution, or a batch of them, by place and scale. */
export interface Logistic extends Distribution {
  readonly loc: Parameter;
  readonly scale: Parameter;
}

/**
 * The logistic distribution on the real line, of standard deviation πs/√3: with y = (x − μ)/s,
 * log p(x) = −y − 2 softplus(−y) − log s. A draw is μ + s log(u/(1 − u)) with u uniform, so it carries gradients.
 * `loc` μ and `scale` s broadcast to the batch. @throws where a scale is not positive.
 */
export function logistic(loc: ParameterSpec, scale: ParameterSpec): Logistic {
  const mu = parameter("logistic", "loc", loc, FINITE);
  const s = parameter("logistic", "scale", scale, POSITIVE);
  const batchShape = broadcastShapes("logistic", mu.shape, s.shape);
  return {
    name: "logistic",
    loc: mu,
    scale: s,
    batchShape,
    eventShape: [],
    reparameterized: true,
    sample: (key, n) =>
      tf.tidy(() => {
        const u = uniform(key, [n, ...batchShape]);
        const unit = u.log().sub(u.neg().log1p());
        return mu.tensor().add(s.tensor().mul(unit));
      }),
    detached: () => logistic(mu.detached(), s.detached()),
    logProb: (x) =>
      tf.tidy(() => {
        const scale = s.tensor();
        const y = x.sub(mu.tensor()).div(scale);
        // |y| in place of y, for which the density is the same and both terms stay small
        const size = y.abs();
        return size.add(size.neg().softplus().mul(2)).add(scale.log()).neg();
      }),
  };
}
