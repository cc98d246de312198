import { compile } from "./compile";
import type { Compiled } from "./compiled";
import type { Key } from "./random";
import * as tf from "./tf";

/** Runs after which compiling has paid for itself. */
const PAYS_AFTER = 8;

/**
 * A function for a loop of so many runs: compiled where that pays and can be done, itself elsewhere. What it returns is the same.
 * It may look at anything that stays what it is until the loop is over, when it is to be disposed of.
 */
export function forLoop<I>(runs: number, f: (input: I, key: Key) => tf.Tensor): Compiled<I> {
  const plain = (input: I, key?: Key) => tf.tidy(() => f(input, key as Key));
  if (runs < PAYS_AFTER) return Object.assign(plain, { dispose: () => {} });
  const compiled = compile("the loop", f);
  let run: (input: I, key?: Key) => tf.Tensor = (input, key) => {
    try {
      return compiled(input, key);
    } catch {
      run = plain; // what cannot be compiled runs as it is, and says itself what else is wrong
      return plain(input, key);
    }
  };
  return Object.assign((input: I, key?: Key) => run(input, key), { dispose: () => compiled.dispose() });
}
