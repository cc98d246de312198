import { type GaussianMixtureParams, gaussianMixture } from "../models/gaussian-mixture";
import type { NormalNumbers } from "../models/linear-likelihood";
import { checkRows, type Rows } from "../tensors/shapes";
import { logMarginalByEnumeration } from "./enumeration";

/** A model whose marginal is a normal, or a mixture of normals, in closed form. */
export interface ClosedFormMarginal {
  marginal(): NormalNumbers | GaussianMixtureParams;
}

/**
 * The exact log p(x) of a model whose marginal has a closed form, in nats and float64.  x [B][P] → [B]
 * @throws where x has not as many numbers as the marginal.
 */
export function logMarginalExact(model: ClosedFormMarginal, x: Rows): number[] {
  const marginal = model.marginal();
  const { means, ...rest } =
    "weights" in marginal ? marginal : { weights: [1], means: [marginal.mean], covariances: [marginal.covariance] };
  if (checkRows("logMarginalExact", x) !== means[0].length)
    throw new Error(`logMarginalExact needs x of ${means[0].length} numbers, got ${x[0].length}`);
  return logMarginalByEnumeration(gaussianMixture({ means, ...rest }), x);
}
