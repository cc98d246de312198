import type { Distribution } from "../distributions/distribution";
import type { FreeDistribution } from "../distributions/family";
import { independent } from "../distributions/independent";
import { normal } from "../distributions/normal";
import type { Network } from "../networks/mlp";
import type { Params } from "../tensors/params";
import type * as tf from "../tensors/tf";
import type { LatentVariableModel } from "./model";

/** A model whose likelihood is the output of a network, with parameters to fit. */
export interface DeepLatentModel extends LatentVariableModel {
  /** Those of the decoder, and those of a learned prior, named prior.… */
  readonly params: Params;
  readonly latentDim: number;
}

/**
 * z ~ N(0, I), then x ~ `likelihood`(decoder(z)): the generative half of a VAE. With a decoder of two halves,
 * `likelihood` may make a normal of a mean and a log scale; with logits, a Bernoulli for each pixel.
 * Another prior may be given, or one that is learned with the decoder: `free(normalMixture(latentDim, 2))`.
 * decoder: z [..., D] → outputs [..., O]; likelihood: outputs [K, B, O] → a distribution of batch [K, B] over x [P].
 * @throws unless `latentDim` is whole and positive and the prior is over as many numbers.
 */
export function deepLatent({
  decoder,
  latentDim,
  likelihood,
  prior,
}: {
  readonly decoder: Network;
  readonly latentDim: number;
  readonly likelihood: (outputs: tf.Tensor) => Distribution;
  readonly prior?: Distribution | FreeDistribution;
}): DeepLatentModel {
  if (!Number.isInteger(latentDim) || latentDim < 1) {
    throw new Error(`deepLatent needs a whole positive latentDim, got ${latentDim}`);
  }
  const { params, distribution } = asFree(prior ?? independent(normal(Array(latentDim).fill(0), 1)));
  const { eventShape } = distribution();
  if (eventShape.join() !== `${latentDim}`) {
    throw new Error(`deepLatent needs a prior over ${latentDim} numbers, got one over [${eventShape}]`);
  }
  return {
    params: {
      ...decoder.params,
      ...Object.fromEntries(Object.entries(params).map(([name, value]) => [`prior.${name}`, value])),
    },
    latentDim,
    prior: distribution,
    likelihood: (z) => likelihood(decoder.apply(z)),
  };
}

function asFree(prior: Distribution | FreeDistribution): FreeDistribution {
  return "distribution" in prior ? prior : { params: {}, distribution: () => prior };
}
