import { uniform } from "../tensors/random";
import { broadcastShapes } from "../tensors/shapes";
import * as tf from "../tensors/tf";
import type { Distribution } from "./distribution";
import { FINITE, type Parameter, type ParameterSpec, POSITIVE, parameter } from "./parameters";

/** A Laplace distribution, or a batch of them, by place and scale. */
export interface Laplace extends Distribution {
  readonly loc: Parameter;
  readonly scale: Parameter;
}

/**
 * The Laplace distribution on the real line, of standard deviation √2 b: log p(x) = −|x − μ|/b − log 2b.
 * A draw is μ − b sign(v) log(1 − 2|v|) with v uniform on (−½, ½), so it carries gradients.
 * `loc` μ and `scale` b broadcast to the batch. @throws where a scale is not positive.
 */
export function laplace(loc: ParameterSpec, scale: ParameterSpec): Laplace {
  const mu = parameter("laplace", "loc", loc, FINITE);
  const b = parameter("laplace", "scale", scale, POSITIVE);
  const batchShape = broadcastShapes("laplace", mu.shape, b.shape);
  return {
    name: "laplace",
    loc: mu,
    scale: b,
    batchShape,
    eventShape: [],
    reparameterized: true,
    sample: (key, n) =>
      tf.tidy(() => {
        const v = uniform(key, [n, ...batchShape]).sub(0.5);
        // float32 rounds the least of these to −½, whose log is −∞
        const size = v.abs().minimum(0.5 - 2 ** -25);
        const unit = v.sign().mul(size.mul(-2).log1p()).neg();
        return mu.tensor().add(b.tensor().mul(unit));
      }),
    detached: () => laplace(mu.detached(), b.detached()),
    logProb: (x) =>
      tf.tidy(() => {
        const scale = b.tensor();
        return x.sub(mu.tensor()).abs().div(scale).neg().sub(scale.mul(2).log());
      }),
  };
}
