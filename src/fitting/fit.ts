import { type Params, variablesOf } from "../tensors/params";
import type { Key } from "../tensors/random";
import type * as tf from "../tensors/tf";
import type { Checkpoint } from "./checkpoint";
import { adam, type Optimizer } from "./optimizers";
import { type Progress, restore, snapshotOf } from "./progress";
import { stochasticAscent } from "./stochastic-ascent";

/** What `fit` records: the bound, averaged over the datapoints and the steps since the last row, and what `monitor` gives. */
export interface FitRow {
  /** The number of steps taken, from 1. */
  readonly step: number;
  /** Nats for each datapoint. */
  readonly bound: number;
  readonly [quantity: string]: number;
}

export interface FitOptions<B> {
  /** What is to be raised, one number for each datapoint, from a batch and a fresh key. → [B] */
  readonly maximize: (batch: B, key: Key) => tf.Tensor;
  readonly params: readonly Params[];
  readonly batches: Iterable<B>;
  /** Decides all the noise: step s draws with `foldIn(key, s)`. */
  readonly key: Key;
  /** `sgd`, `momentum` or `adam`: the last with a learning rate of 10⁻³ unless another is given. */
  readonly optimizer?: Optimizer;
  /** The norm above which the gradients of a step, all together, are shortened to it. */
  readonly clipNorm?: number;
  /** More to record, as the exact log-likelihood; called once for each row. */
  readonly monitor?: (step: number) => Readonly<Record<string, number>>;
  /** Steps between rows. */
  readonly every?: number;
  /** Where the fit leaves snapshots, and goes on from the last one if there is one: see `checkpoint`. */
  readonly checkpoint?: Checkpoint;
  /** Ends the fit after the step that is under way, as does the signal that a kernel may hold at `Symbol.for("elbo.interrupt")`. */
  readonly signal?: AbortSignal;
  /** Whether steps may be compiled, which they are on the native backend. `maximize` must then depend on its arguments alone. */
  readonly compile?: boolean;
}

/** Where a kernel may tell of an interrupt. */
const INTERRUPT = Symbol.for("elbo.interrupt");
/** How long steps may follow one another before a live chart is drawn and an interrupt heard. */
const BREATH_MS = 40;

/**
 * Ascends the mean of `maximize` over its parameters by stochastic gradients, one step for each batch, and returns the
 * history. Nothing else is called a loss and nothing else is negated. A signal ends it with the history so far.
 * On the native backend the steps after the 8th are compiled: the same numbers, several times faster. `maximize` may then
 * look at its arguments and at parameters only: a number that changes from step to step, as a weight that grows, belongs
 * into the batch as a tensor, or `compile: false` is given.
 * @throws at the first step whose bound is not a number, naming it, with the parameters as they were before that step,
 * and where `maximize` cannot be compiled, saying what to write instead.
 */
export async function fit<B>(options: FitOptions<B>): Promise<FitRow[]> {
  const { params, batches, key, optimizer = adam(), monitor, every = 1, signal, checkpoint } = options;
  if (!Number.isInteger(every) || every < 1)
    throw new Error(`fit needs a whole positive number of steps between rows, got ${every}`);
  if (variablesOf(params).length === 0) throw new Error("fit needs parameters to move, got none");
  const interrupt = (globalThis as { [INTERRUPT]?: AbortSignal })[INTERRUPT];
  const ascent = stochasticAscent({ ...options, optimizer });
  const fitted = { params, slots: ascent.slots, optimizer, key };
  let [seen, breath] = [0, performance.now()];
  try {
    const before = checkpoint?.read();
    const progress: Progress = before ? restore(fitted, before) : { step: 0, since: 0, total: 0, history: [] };
    const record = () => {
      const { step, total, since } = progress;
      progress.history.push({ step, bound: total / since, ...monitor?.(step) });
      Object.assign(progress, { since: 0, total: 0 });
    };
    for (const batch of batches) {
      if (seen++ < progress.step) continue; // a step of before the checkpoint
      const bound = ascent.take(batch, seen);
      if (!Number.isFinite(bound)) throw new Error(`fit needs a finite bound, got ${bound} at step ${seen}`);
      progress.step = seen;
      progress.since++;
      progress.total += bound;
      if (seen % every === 0) record();
      if (checkpoint && seen % checkpoint.every === 0) checkpoint.write(snapshotOf(fitted, progress));
      if (performance.now() - breath > BREATH_MS) {
        await new Promise(setImmediate);
        breath = performance.now();
      }
      if (signal?.aborted || interrupt?.aborted) break;
    }
    checkpoint?.write(snapshotOf(fitted, progress)); // without the last row if that is not full, so that it may go on
    if (progress.since > 0) record();
    return progress.history;
  } finally {
    ascent.dispose();
  }
}
