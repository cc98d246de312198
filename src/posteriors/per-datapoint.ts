import { diagonalNormal } from "../distributions/families";
import type { Family } from "../distributions/family";
import { indexTensor, rowsAt } from "../tensors/indices";
import { parameters } from "../tensors/params";
import * as tf from "../tensors/tf";
import type { Posterior } from "./posterior";

/**
 * A member of a family for every datapoint, its φ⁽ⁱ⁾ all free and each starting where the family says. With a `latentDim` D
 * alone the family is a diagonal normal, φ⁽ⁱ⁾ = (μ⁽ⁱ⁾, log σ⁽ⁱ⁾), and starts at the prior, μ = 0 and σ = 1.
 * Under an optimizer that remembers, as `adam` and `momentum`, a φ⁽ⁱ⁾ moves on for a while after the batch of its datapoint.
 * params: the parts of φ, each [N, its length], as loc [N, D] and logScale [N, D].
 * @throws unless numData and latentDim are whole and positive.
 */
export function perDatapoint({
  numData,
  ...spec
}: { readonly numData: number } & ({ readonly latentDim: number } | { readonly family: Family })): Posterior {
  for (const [name, size] of Object.entries({ numData, ...("latentDim" in spec && spec) })) {
    if (!Number.isInteger(size) || size < 1)
      throw new Error(`perDatapoint needs a whole positive ${name}, got ${size}`);
  }
  const family = "family" in spec ? spec.family : diagonalNormal(spec.latentDim);
  const params = parameters(
    Object.fromEntries(
      Object.entries(family.start).map(([name, start]) => [
        name,
        tf.tidy(() => tf.tile(tf.tensor2d([[...start]]), [numData, 1])),
      ]),
    ),
  );
  return {
    params,
    given: ({ indices }) => {
      const places = indexTensor("perDatapoint", indices, numData);
      return family.given(Object.fromEntries(Object.entries(params).map(([name, all]) => [name, rowsAt(all, places)])));
    },
  };
}
