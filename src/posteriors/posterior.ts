import type { Distribution } from "../distributions/distribution";
import type { Batch } from "../tensors/batch";
import type { Params } from "../tensors/params";

/** q(z∣x): gives each datapoint of a batch its own distribution over z. */
export interface Posterior {
  /** φ where each datapoint has its own, λ where a network makes them. */
  readonly params: Params;
  /** → a distribution of batch [B] */
  given(batch: Batch): Distribution;
}
