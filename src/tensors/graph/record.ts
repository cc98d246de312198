import type { Key } from "../random";
import * as tf from "../tf";
import { type Tracing, whileTracing } from "../tracing";
import type { Recording } from "./builder";
import { Operations, typeOf } from "./operations";
import { type Args, type Guard, type Source, watched } from "./sources";
import { Updates } from "./updates";

/**
 * Runs a function of an input and a key, and records what TensorFlow executes for it as a graph. Variables stay where they are.
 * @throws where the function does what a graph cannot do again.
 */
export function record<I>(who: string, f: (input: I, key: Key) => tf.Tensor, args: Args): Recording {
  const operations = new Operations(who);
  const { graph } = operations;
  const { inPlace, ifFinite, done } = new Updates(operations);
  const guards: Guard[] = [];
  const copies: tf.Tensor[] = [];
  /** Where in the arguments an object comes from. */
  const sources = new WeakMap<object, Source>();

  const tracing: Tracing = {
    inPlace,
    ifFinite,
    fed(source, make) {
      const from = sources.get(source);
      if (!from) return make(source);
      const of = (run: Args) => make(from.of(run) as typeof source);
      const tensor = operations.aside(() => of(args));
      return operations.input(tensor, { name: from.name, of });
    },
    derived(parent, name, child, derive) {
      const from = sources.get(parent);
      if (from) sources.set(child, { name: `${from.name}/${name}`, of: (run) => derive(from.of(run) as Key) });
    },
    refuseNumbers(source) {
      if (!sources.has(source)) return;
      throw new Error(
        `${who} needs noise drawn as tensors, got numbers drawn with its key: write normal(0, 1).sample(key, n)`,
      );
    },
  };
  const reader = {
    tensor(source: Source, value: tf.Tensor) {
      const copy = tf.keep(operations.copy(value)); // it may be read again outside of the scope that it is made in
      copies.push(copy);
      return operations.input(copy, { name: source.name, of: (run) => source.of(run) as tf.Tensor });
    },
    object: (source: Source, value: object) => sources.set(value, source),
    guard: (guard: Guard) => guards.push(guard),
  };
  const input = watched(args.input, { name: "", of: (run) => run.input }, reader) as I;
  const key = (args.key && [...args.key]) as unknown as Key; // an object of its own, by which it is known again
  if (key) sources.set(key, { name: "key", of: (run) => run.key });

  const run = () => whileTracing(tracing, () => f(input, key));
  try {
    const result = withoutMathRandom(who, () => operations.record(run));
    operations.refuseAssignments();
    const value = operations.record(() => operations.refOf(result));
    return { guards, ...graph.finished(value, typeOf(result), done) };
  } finally {
    tf.dispose(copies);
  }
}

/** tfjs draws its seeds from Math.random wherever it is given none. */
function withoutMathRandom<R>(who: string, f: () => R): R {
  const { random } = Math;
  Math.random = () => {
    throw new Error(
      `${who} needs noise drawn with its key, got Math.random, which tf.randomNormal and its like call: write normal(0, 1).sample(key, n)`,
    );
  };
  try {
    return f();
  } finally {
    Math.random = random;
  }
}
