import type { NativeAttr } from "./graph/native";
import type { Key } from "./random";
import type * as tf from "./tf";

/** One TensorFlow op that moves variables in place. */
export interface InPlace {
  readonly op: string;
  readonly attrs: readonly NativeAttr[];
  /** The variables that it moves, which are its first inputs. */
  readonly variables: readonly tf.Variable[];
  readonly inputs: readonly (tf.Tensor | number)[];
}

/** What library code tells the one who records it, so that a graph can do again what JavaScript did. */
export interface Tracing {
  fed<S extends object>(source: S, make: (source: S) => tf.Tensor): tf.Tensor;
  derived(parent: object, name: string, child: Key, derive: (parent: Key) => Key): void;
  refuseNumbers(source: object): void;
  inPlace(update: InPlace, plain: () => void): void;
  ifFinite(scalar: tf.Tensor, update: () => void): void;
}

let current: Tracing | undefined;

/** Who records the code that runs, if anyone. */
export function tracing(): Tracing | undefined {
  return current;
}

export function whileTracing<R>(by: Tracing, f: () => R): R {
  const before = current;
  current = by;
  try {
    return f();
  } finally {
    current = before;
  }
}

/** A tensor that JavaScript makes from a key or from numbers of the batch: under `compile` made anew, and fed, in every run. */
export function fed<S extends object>(source: S, make: (source: S) => tf.Tensor): tf.Tensor {
  return current ? current.fed(source, make) : make(source);
}

/** Moves variables by `plain`: under `compile` by the one TensorFlow op that does the same, without copies. */
export function inPlace(update: InPlace, plain: () => void): void {
  if (current) current.inPlace(update, plain);
  else plain();
}

/** Runs `update`, which moves variables, where the scalar is finite: under `compile` the graph decides that in every run. */
export function ifFinite(scalar: tf.Tensor, update: () => void): void {
  if (current) current.ifFinite(scalar, update);
  else if (Number.isFinite(scalar.dataSync()[0])) update();
}
