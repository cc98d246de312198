import type { Compiled } from "./compiled";
import type { Key } from "./random";
import * as tf from "./tf";

/** The function as it is: only the native backend, which no page has, runs graphs. */
export function compile<I>(_who: string, f: (input: I, key: Key) => tf.Tensor): Compiled<I> {
  return Object.assign((input: I, key?: Key) => tf.tidy(() => f(input, key as Key)), { dispose: () => {} });
}
