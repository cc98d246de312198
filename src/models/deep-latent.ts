import type { Distribution } from "../distributions/distribution";
import { independent } from "../distributions/independent";
import { normal } from "../distributions/normal";
import type { Network } from "../networks/mlp";
import type { Params } from "../tensors/params";
import type * as tf from "../tensors/tf";
import type { LatentVariableModel } from "./model";

/** A model whose likelihood is the output of a network, with parameters to fit. */
export interface DeepLatentModel extends LatentVariableModel {
  readonly params: Params;
  readonly latentDim: number;
}

/**
 * z ~ N(0, I), then x ~ `likelihood`(decoder(z)): the generative half of a VAE. With a decoder of two halves,
 * `likelihood` may make a normal of a mean and a log scale; with logits, a Bernoulli for each pixel.
 * Another prior may be given; its parameters then belong to `params` of the fit.
 * decoder: z [..., D] → outputs [..., O]; likelihood: outputs [K, B, O] → a distribution of batch [K, B] over x [P].
 */
export function deepLatent({
  decoder,
  latentDim,
  likelihood,
  prior = standardNormalPrior(latentDim),
}: {
  readonly decoder: Network;
  readonly latentDim: number;
  readonly likelihood: (outputs: tf.Tensor) => Distribution;
  readonly prior?: Distribution;
}): DeepLatentModel {
  if (!Number.isInteger(latentDim) || latentDim < 1) {
    throw new Error(`deepLatent needs a whole positive latentDim, got ${latentDim}`);
  }
  return {
    params: decoder.params,
    latentDim,
    prior: () => prior,
    likelihood: (z) => likelihood(decoder.apply(z)),
  };
}

function standardNormalPrior(latentDim: number): Distribution {
  return independent(normal(Array(latentDim).fill(0), 1));
}
