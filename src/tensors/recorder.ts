import type { Recording } from "./graph-builder";
import { intAttr, type Ref, typeAttr } from "./graph-def";
import { OpRecorder, typeOf } from "./op-recorder";
import type { Key } from "./random";
import { type Args, type Guard, type Source, watched } from "./sources";
import * as tf from "./tf";
import { type Tracing, whileTracing } from "./tracing";

/** TensorFlow's DataType of truth values and of handles of variables. */
const [BOOL, RESOURCE] = [10, 20];

/**
 * Runs a function of an input and a key, and records what TensorFlow executes for it as a graph.
 * @throws where the function does what a graph cannot do again.
 */
export function record<I>(
  who: string,
  f: (input: I, key: Key) => tf.Tensor,
  args: Args,
): { readonly result: tf.Tensor; readonly recording: Recording } {
  const ops = new OpRecorder(who);
  const { graph } = ops;
  const guards: Guard[] = [];
  const sources = new WeakMap<object, Source>();
  const updates: number[] = [];
  let condition: { readonly isTrue: Ref; readonly either: readonly Ref[] } | undefined;

  const tracing: Tracing = {
    fed(source, make) {
      const from = sources.get(source);
      if (!from) return make(source);
      const of = (run: Args) => make(from.of(run) as typeof source);
      return ops.input(
        ops.aside(() => of(args)),
        { name: from.name, of },
      );
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
    ifFinite(scalar, update) {
      const isTrue = graph.add("IsFinite", [ops.refOf(scalar)], [typeAttr("T", typeOf(scalar))]);
      const [node] = graph.add("Switch", [isTrue, isTrue], [typeAttr("T", BOOL)]);
      condition = {
        isTrue,
        either: [
          [node, 0],
          [node, 1],
        ],
      };
      if (Number.isFinite(ops.aside(() => scalar.dataSync()[0]))) update();
      condition = undefined;
    },
    inPlace({ op, attrs, variables, inputs }, plain) {
      const states = variables.map((variable) => graph.state(variable, typeOf(variable)));
      const handles = states.map(({ handle }): Ref => {
        if (!condition) return handle;
        return [graph.add("Switch", [handle, condition.isTrue], [typeAttr("T", RESOURCE)])[0], 1];
      });
      const given = inputs.map((input) => (typeof input === "number" ? graph.scalar(input) : ops.refOf(input)));
      // a variable that moves while its old value has still to be read is copied: so all who read it go first
      const readers = states.flatMap(({ value }) => graph.usersOf(value));
      const update = graph.add(op, [...handles, ...given], attrs, readers);
      // what stands behind a switch that is off never runs; a merge of both of its sides runs either way
      const [done] = condition
        ? graph.add("Merge", condition.either, [typeAttr("T", BOOL), intAttr("N", 2)], [update[0]])
        : update;
      updates.push(done);
      ops.aside(plain);
      for (const state of states) {
        state.isMoved = true;
        state.value = graph.read(state.handle, state.dtype, [done]);
        ops.moved(state);
      }
    },
  };
  const reader = {
    tensor: (source: Source, value: tf.Tensor) =>
      value instanceof tf.Variable
        ? value
        : ops.input(ops.copy(value), { name: source.name, of: (run) => source.of(run) as tf.Tensor }),
    object: (source: Source, value: object) => sources.set(value, source),
    guard: (guard: Guard) => guards.push(guard),
  };
  const input = watched(args.input, { name: "input", of: (run) => run.input }, reader) as I;
  const key = (args.key && [...args.key]) as unknown as Key;
  if (key) sources.set(key, { name: "key", of: (run) => run.key });

  const result = withoutMathRandom(who, () => ops.record(() => whileTracing(tracing, () => f(input, key))));
  ops.refuseAssignments();
  const value = ops.record(() => ops.refOf(result));
  const { nodes, inputs, states } = graph;
  return {
    result,
    recording: {
      nodes,
      inputs,
      states,
      guards,
      result: graph.add("Identity", [value], [typeAttr("T", typeOf(result))], updates),
      started: graph.constant(
        { dtype: BOOL, shape: [], bytes: Uint8Array.of(1) },
        states.map(({ assign }) => assign),
      ),
    },
  };
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
