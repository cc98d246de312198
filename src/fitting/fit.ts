import { type Params, variablesOf } from "../tensors/params";
import { foldIn, type Key } from "../tensors/random";
import * as tf from "../tensors/tf";

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
  /** Adam with a learning rate of 10⁻³ unless another is given. */
  readonly optimizer?: tf.Optimizer;
  /** More to record, as the exact log-likelihood; called once for each row. */
  readonly monitor?: (step: number) => Readonly<Record<string, number>>;
  /** Steps between rows. */
  readonly every?: number;
  /** Ends the fit after the step that is under way, as does the signal that a kernel may hold at `Symbol.for("elbo.interrupt")`. */
  readonly signal?: AbortSignal;
}

/** Where a kernel may tell of an interrupt. */
const INTERRUPT = Symbol.for("elbo.interrupt");

/**
 * Ascends the mean of `maximize` over its parameters by stochastic gradients, one step for each batch, and returns the
 * history. Nothing else is called a loss and nothing else is negated. A signal ends it with the history so far.
 * @throws at the first step whose bound is not a number, naming it, with the parameters as they were before that step.
 */
export async function fit<B>(options: FitOptions<B>): Promise<FitRow[]> {
  const { maximize, params, batches, key, optimizer = tf.train.adam(1e-3), monitor, every = 1, signal } = options;
  if (!Number.isInteger(every) || every < 1)
    throw new Error(`fit needs a whole positive number of steps between rows, got ${every}`);
  const variables = variablesOf(params);
  if (variables.length === 0) throw new Error("fit needs parameters to move, got none");
  const interrupt = (globalThis as { [INTERRUPT]?: AbortSignal })[INTERRUPT];
  const history: FitRow[] = [];
  let [step, since, total] = [0, 0, 0];
  const record = () => {
    history.push({ step, bound: total / since, ...monitor?.(step) });
    [since, total] = [0, 0];
  };
  for (const batch of batches) {
    const bound = ascend(() => maximize(batch, foldIn(key, step + 1)), variables, optimizer);
    if (!Number.isFinite(bound)) throw new Error(`fit needs a finite bound, got ${bound} at step ${step + 1}`);
    step++;
    since++;
    total += bound;
    if (step % every === 0) {
      record();
      await new Promise(setImmediate); // a live chart is drawn and an interrupt heard
    }
    if (signal?.aborted || interrupt?.aborted) break;
  }
  if (since > 0) record();
  return history;
}

/** One step up; → the bound before it. The step is not taken where the bound is not finite. */
function ascend(maximize: () => tf.Tensor, variables: tf.Variable[], optimizer: tf.Optimizer): number {
  return tf.tidy(() => {
    const { value, grads } = tf.variableGrads(() => maximize().mean().neg() as tf.Scalar, variables);
    const bound = -value.dataSync()[0];
    if (Number.isFinite(bound)) optimizer.applyGradients(grads);
    return bound;
  });
}
