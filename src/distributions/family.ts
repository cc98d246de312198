import { type Params, parameters } from "../tensors/params";
import * as tf from "../tensors/tf";
import type { Distribution } from "./distribution";

/**
 * A family of distributions q_φ, one for each vector φ of real numbers: what free numbers, or the outputs of a network,
 * are turned into.
 */
export interface Family {
  readonly name: string;
  /** The parts of φ by name, each with the numbers at which it starts. */
  readonly start: Readonly<Record<string, readonly number[]>>;
  /** The parts of φ, each [..., its length] → a distribution of batch [...]. To be called inside `tidy`, or by a bound. */
  given(phi: Readonly<Record<string, tf.Tensor>>): Distribution;
}

/** F, how many numbers φ has. */
export function numParameters({ start }: Family): number {
  return Object.values(start).reduce((total, part) => total + part.length, 0);
}

/**
 * The member of a family that the outputs of a network name: φ is cut into its parts, in their order.
 * outputs [..., F] → a distribution of batch [...]. @throws unless there are F outputs.
 */
export function fromOutputs(family: Family, outputs: tf.Tensor): Distribution {
  const [width, expected] = [outputs.shape[outputs.rank - 1], numParameters(family)];
  if (width !== expected) throw new Error(`${family.name} needs ${expected} outputs of a network, got ${width}`);
  const lengths = Object.values(family.start).map((part) => part.length);
  const parts = lengths.length > 1 ? tf.split(outputs, lengths, -1) : [outputs];
  return family.given(Object.fromEntries(Object.keys(family.start).map((name, i) => [name, parts[i]])));
}

/** One member of a family whose φ is free: a prior that is learned, or one q for all datapoints. */
export interface FreeDistribution {
  readonly params: Params;
  /** The member at the present φ, of batch []. */
  distribution(): Distribution;
}

/** A distribution with trainable parameters φ, which start where the family says. */
export function free(family: Family): FreeDistribution {
  const params = parameters(family.start as Readonly<Record<string, tf.TensorLike>>);
  return { params, distribution: () => family.given(params) };
}
