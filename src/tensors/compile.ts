import { backend } from "./backend";
import type { Compiled } from "./compiled";
import type { Recording } from "./graph/builder";
import { difference } from "./graph/difference";
import { record } from "./graph/record";
import { Session } from "./graph/session";
import type { Args } from "./graph/sources";
import { foldIn, type Key } from "./random";
import * as tf from "./tf";
import { tracing } from "./tracing";

/** How many graphs one function may become: one for each shape of its input. */
const MOST_GRAPHS = 16;

/**
 * The same function, compiled: on the native backend it is run twice to record every operation of TensorFlow, and where both
 * runs did the same, that becomes a graph, which gives all results. Elsewhere the function stays as it is.
 * Tensors of the input may change from run to run, and so does the noise, which is drawn with the key as ever.
 * For every other shape, and every other value of the input that JavaScript looks at, there is another graph, up to 16.
 * @throws where the function does what a graph cannot do again, saying what to write instead.
 */
export function compile<I>(who: string, f: (input: I, key: Key) => tf.Tensor): Compiled<I> {
  const plain = (input: I, key?: Key) => tf.tidy(() => f(input, key as Key));
  if (backend().name !== "native") return Object.assign(plain, { dispose: () => {} });
  const sessions: Session[] = [];
  const run = (input: I, key?: Key): tf.Tensor => {
    if (tracing()) return plain(input, key);
    const args: Args = { input, key };
    let session = sessions.find(({ recording }) => !broken(recording, args));
    if (!session) {
      if (sessions.length === MOST_GRAPHS) {
        throw new Error(
          `${who} needs inputs of at most ${MOST_GRAPHS} kinds, got another that differs in ${broken(sessions[0].recording, args)}: write what changes as a tensor of one shape`,
        );
      }
      session = new Session(recordTwice(who, f, args));
      sessions.push(session);
    }
    return session.run(args);
  };
  return Object.assign(run, {
    dispose() {
      for (const session of sessions.splice(0)) session.dispose();
    },
  });
}

/** @throws where a second run, with another key, does not do the same. */
function recordTwice<I>(who: string, f: (input: I, key: Key) => tf.Tensor, args: Args): Recording {
  const recorded: Recording[] = [];
  for (const key of [args.key && foldIn(args.key, 0), args.key]) {
    tf.tidy(() => {
      recorded.push(record(who, f, { ...args, key }));
    });
  }
  const [first, second] = recorded;
  const change = difference(first, second);
  if (change === undefined) return second;
  throw new Error(
    `${who} needs a function of its input and key alone, got one whose second run did ${change}: write what changes as a tensor of the input, or give fit compile: false`,
  );
}

/** The first thing that was read of the arguments in the recording and is not the same now. */
function broken({ guards }: Recording, args: Args): string | undefined {
  const guard = guards.find(({ source, holds }) => !holds(source.of(args)));
  return guard && (guard.source.name || "the input itself");
}
