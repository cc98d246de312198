import { independent } from "../distributions/independent";
import { normal } from "../distributions/normal";
import { parameters } from "../tensors/params";
import * as tf from "../tensors/tf";
import type { Posterior } from "./posterior";

/**
 * A diagonal normal for every datapoint: φ⁽ⁱ⁾ = (μ⁽ⁱ⁾, log σ⁽ⁱ⁾), all free. They start at μ = 0, σ = 1, the prior.
 * params: loc [N, D], logScale [N, D]. @throws unless numData and latentDim are whole and positive.
 */
export function perDatapoint({
  numData,
  latentDim,
}: {
  readonly numData: number;
  readonly latentDim: number;
}): Posterior {
  for (const [name, size] of Object.entries({ numData, latentDim })) {
    if (!Number.isInteger(size) || size < 1)
      throw new Error(`perDatapoint needs a whole positive ${name}, got ${size}`);
  }
  const shape: [number, number] = [numData, latentDim];
  const params = parameters({ loc: tf.zeros(shape), logScale: tf.zeros(shape) });
  return {
    params,
    given: ({ indices }) => {
      const outside = indices.find((i) => !Number.isInteger(i) || i < 0 || i >= numData);
      if (outside !== undefined) throw new Error(`perDatapoint needs indices from 0 to ${numData - 1}, got ${outside}`);
      // a product with one-hot rows rather than a gather, which has no gradient on wasm
      const rows = tf.oneHot(tf.tensor1d([...indices], "int32"), numData).toFloat();
      return independent(normal(rows.matMul(params.loc), rows.matMul(params.logScale).exp()));
    },
  };
}
