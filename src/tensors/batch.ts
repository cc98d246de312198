import type { Tensor } from "./tf";

/** Some datapoints, and which of the data set they are. */
export interface Batch {
  /** [B, P] */
  readonly x: Tensor;
  /** The place of each in the data set, from 0. [B] */
  readonly indices: readonly number[];
}
