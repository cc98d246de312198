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
  /** The same distribution, through whose parameters no gradient flows. */
  detached(): Distribution;
}
