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
  /** φ → a distribution of batch [...]. To be called inside `tidy`, or by a bound. */
  given(phi: Phi): Distribution;
  /**
   * The natural gradient F⁻¹∇ of a function whose gradient with respect to φ is `slope`, with F the Fisher information of q_φ,
   * where it has a closed form: the direction that does not depend on how q is written down. @see Amari (1998)
   */
  natural?(phi: Phi, slope: Phi): Phi;
}

/** The parts of φ, or of a direction in which to move it, each [..., its length]. */
export type Phi = Readonly<Record<string, tf.Tensor>>;

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
  return family.given(partsOf(family, outputs));
}

/** φ [..., F] cut into its parts. */
export function partsOf({ start }: Family, phi: tf.Tensor): Phi {
  const lengths = Object.values(start).map((part) => part.length);
  const parts = lengths.length > 1 ? tf.split(phi, lengths, -1) : [phi];
  return Object.fromEntries(Object.keys(start).map((name, i) => [name, parts[i]]));
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
