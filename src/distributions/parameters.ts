import { stopGradient } from "../tensors/math";
import type { Shape } from "../tensors/shapes";
import * as tf from "../tensors/tf";

/** A parameter as a person writes it: a tensor that carries gradients, or plain numbers. */
export type ParameterSpec = tf.Tensor | number | readonly number[] | Rows3 | Rows2 | Parameter;
type Rows2 = readonly (readonly number[])[];
type Rows3 = readonly Rows2[];

/** A parameter of a distribution. Numbers become a tensor only while a density is computed, so that nothing is leaked. */
export interface Parameter {
  readonly shape: Shape;
  /** To be called inside `tidy`. */
  tensor(): tf.Tensor;
  /** The same numbers, through which no gradient flows. */
  detached(): Parameter;
}

/** What every number of a parameter must be, in words and as a test. */
interface Requirement {
  readonly words: string;
  readonly holds: (value: number) => boolean;
}

export const FINITE: Requirement = { words: "finite numbers", holds: Number.isFinite };
export const POSITIVE: Requirement = { words: "positive finite numbers", holds: (v) => v > 0 && v < Infinity };
export const NON_NEGATIVE: Requirement = {
  words: "finite numbers of at least 0",
  holds: (v) => v >= 0 && v < Infinity,
};
/** −∞ is the log of a probability of 0. */
export const LOG_WEIGHTS: Requirement = { words: "numbers below infinity", holds: (v) => v < Infinity };

/**
 * Plain numbers are checked here, once. The numbers of a tensor are not read, because reading them would stop the
 * backend at every step of training: `fit` watches the bound instead.
 * @throws where a number fails the requirement, or a tensor is not of float32.
 */
export function parameter(who: string, name: string, value: ParameterSpec, requirement: Requirement): Parameter {
  if (isParameter(value)) return value;
  if (value instanceof tf.Tensor) {
    if (value.dtype !== "float32") throw new Error(`${who} needs ${name} of float32, got ${value.dtype}`);
    return held(value.shape, () => value);
  }
  const numbers = [value].flat(Infinity) as number[];
  const bad = numbers.findIndex((v) => typeof v !== "number" || !requirement.holds(Math.fround(v)));
  if (bad >= 0) throw new Error(`${who} needs ${name} of ${requirement.words}, got ${numbers[bad]}`);
  const shape = shapeOf(value);
  if (numbers.length === 0 || !isFull(value, shape)) {
    throw new Error(`${who} needs ${name} as a full array, got ${numbers.length} numbers in shape [${shape}]`);
  }
  const values = Float32Array.from(numbers);
  return held(shape, () => tf.tensor(values, [...shape]));
}

function held(shape: Shape, tensor: () => tf.Tensor): Parameter {
  return { shape, tensor, detached: () => held(shape, () => stopGradient(tensor())) };
}

function isParameter(value: ParameterSpec): value is Parameter {
  return typeof value === "object" && "detached" in value;
}

function shapeOf(value: unknown): number[] {
  return Array.isArray(value) ? [value.length, ...shapeOf(value[0])] : [];
}

/** Whether every array at every depth is as long as the first one there. */
function isFull(value: unknown, [length, ...rest]: readonly number[]): boolean {
  if (length === undefined) return !Array.isArray(value);
  return Array.isArray(value) && value.length === length && value.every((entry) => isFull(entry, rest));
}

/** How far from 1 probabilities may sum: what rounding them to six decimals can do. */
const SIMPLEX_TOLERANCE = 1e-6;

/** The numbers themselves. @throws unless they are probabilities that sum to 1. */
export function probabilities(who: string, values: readonly number[]): readonly number[] {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i] >= 0 ? values[i] : Number.NaN;
  if (!(Math.abs(total - 1) <= SIMPLEX_TOLERANCE)) {
    throw new Error(`${who} needs probabilities that sum to 1, got [${values.join(", ")}]`);
  }
  return values;
}
