import { type Params, variablesOf } from "../tensors/params";
import type { Key } from "../tensors/random";
import type * as tf from "../tensors/tf";
import { adam, type Optimizer } from "./optimizers";
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
 * On the native backend the steps are compiled: the same numbers, several times faster.
 * @throws at the first step whose bound is not a number, naming it, with the parameters as they were before that step,
 * and where `maximize` cannot be compiled, saying what to write instead.
 */
export async function fit<B>(options: FitOptions<B>): Promise<FitRow[]> {
  const { params, batches, optimizer = adam(), monitor, every = 1, signal } = options;
  if (!Number.isInteger(every) || every < 1)
    throw new Error(`fit needs a whole positive number of steps between rows, got ${every}`);
  if (variablesOf(params).length === 0) throw new Error("fit needs parameters to move, got none");
  const interrupt = (globalThis as { [INTERRUPT]?: AbortSignal })[INTERRUPT];
  const history: FitRow[] = [];
  const climb = stochasticAscent({ ...options, optimizer });
  let [step, since, total, breath] = [0, 0, 0, performance.now()];
  const record = () => {
    history.push({ step, bound: total / since, ...monitor?.(step) });
    [since, total] = [0, 0];
  };
  try {
    for (const batch of batches) {
      const bound = climb.take(batch, step + 1);
      if (!Number.isFinite(bound)) throw new Error(`fit needs a finite bound, got ${bound} at step ${step + 1}`);
      step++;
      since++;
      total += bound;
      if (step % every === 0) record();
      if (performance.now() - breath > BREATH_MS) {
        await new Promise(setImmediate);
        breath = performance.now();
      }
      if (signal?.aborted || interrupt?.aborted) break;
    }
  } finally {
    climb.dispose();
  }
  if (since > 0) record();
  return history;
}
