import { backend } from "./backend";
import type { Recording } from "./graph/builder";
import { difference } from "./graph/difference";
import { record } from "./graph/record";
import { Session } from "./graph/session";
import type { Args } from "./graph/sources";
import type { Key } from "./random";
import * as tf from "./tf";
import { tracing } from "./tracing";

/** A function that runs faster than it was written. */
export interface Compiled<I> {
  (input: I, key?: Key): tf.Tensor;
  /** Frees what TensorFlow holds for it. */
  dispose(): void;
}

/** How many graphs one function may become: one for each shape of its input. */
const MOST_GRAPHS = 16;

/**
 * The same function, compiled: on the native backend its first two runs are recorded, operation by operation, and where
 * both did the same the later ones are one call of a TensorFlow graph. Elsewhere it stays as it is.
 * Tensors of the input may change from run to run, and so does the noise, which is drawn with the key as ever;
 * for every other shape, and every other value that JavaScript looks at, there is another graph, up to 16.
 * @throws where the function does what a graph cannot do again, saying what to write instead.
 */
export function compile<I>(who: string, f: (input: I, key: Key) => tf.Tensor): Compiled<I> {
  const plain = (input: I, key?: Key) => tf.tidy(() => f(input, key as Key));
  if (backend().name !== "native") return Object.assign(plain, { dispose: () => {} });
  const graphs: { readonly recording: Recording; session?: Session }[] = [];
  const run = (input: I, key?: Key): tf.Tensor => {
    if (tracing()) return plain(input, key);
    const args: Args = { input, key };
    const graph = graphs.find(({ recording }) => !broken(recording, args));
    if (graph?.session) return graph.session.run(args);
    if (!graph && graphs.length === MOST_GRAPHS) {
      throw new Error(
        `${who} needs inputs of at most ${MOST_GRAPHS} kinds, got another that differs in ${broken(graphs[0].recording, args)}: write what changes as a tensor of one shape`,
      );
    }
    return tf.tidy(() => {
      const { result, recording } = record(who, f, args);
      if (!graph) graphs.push({ recording });
      else {
        const change = difference(graph.recording, recording);
        if (change)
          throw new Error(
            `${who} needs a function of its input and key alone, got one whose second run did ${change}: write what changes as a tensor of the input`,
          );
        graph.session = new Session(recording);
      }
      return result;
    });
  };
  return Object.assign(run, {
    dispose() {
      for (const { session } of graphs.splice(0)) session?.dispose();
    },
  });
}

/** The first thing that was read of the arguments in the recording and is not the same now. */
function broken({ guards }: Recording, args: Args): string | undefined {
  const guard = guards.find(({ source, holds }) => !holds(source.of(args)));
  return guard && (guard.source.name || "the input itself");
}
