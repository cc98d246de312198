import type { Key } from "../tensors/random";
import type { Shape } from "../tensors/shapes";
import type { Tensor } from "../tensors/tf";

/** A probability distribution, or a batch of them: a density to evaluate and a sampler. */
export interface Distribution {
  readonly name: string;
  /** The shape of the batch: one distribution for each entry. */
  readonly batchShape: Shape;
  /** The shape of one draw. */
  readonly eventShape: Shape;
  /** Whether a sample carries gradients to the parameters. */
  readonly reparameterized: boolean;
  /** n independent draws from each distribution of the batch. → [n, ...batch, ...event] */
  sample(key: Key, n: number): Tensor;
  /** log p(value), in nats. [..., ...batch, ...event] → [..., ...batch] */
  logProb(value: Tensor): Tensor;
  /**
   * Of a batch [...A, P] of events [], taken as M rows: Σ_p log p_p(x_p) of each of N rows of values under each of them, if
   * that is faster than to add every log p_p(x_p) up. To be called inside `tidy`. [N, P] → [M, N]
   */
  logProbOfPairs?(values: Tensor): Tensor | undefined;
  /** The same distribution, through whose parameters no gradient flows. */
  detached(): Distribution;
}
