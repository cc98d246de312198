import type { Params } from "../tensors/params";
import { type Key, splitKey } from "../tensors/random";
import type * as tf from "../tensors/tf";
import type { FitRow } from "./fit";
import { adam, type Optimizer } from "./optimizers";
import { stochasticAscent } from "./stochastic-ascent";

/** One of the two sets of arguments of the bound, and how it is moved. */
export interface SviArguments {
  readonly params: readonly Params[];
  readonly optimizer?: Optimizer;
}

/**
 * Stochastic variational inference: for each batch an inner loop of `innerSteps` steps on the φ of its datapoints with θ
 * held, then one step on θ with φ held. Both climb the mean of `maximize`, [B], compiled on the native backend.
 * With an optimizer that remembers, as the `adam` of the default, a φ⁽ⁱ⁾ goes on a little on its old momentum while other
 * batches have their turn; with `sgd` it stays.
 * A row for every `every` batches: how many there were, the bound before the step on θ, and what `monitor` gives.
 * @throws at the first bound that is not a number, and unless `innerSteps` and `every` are whole and positive.
 * @see Hoffman et al. (2013)
 */
export async function svi<B>({
  maximize,
  theta,
  phi,
  innerSteps,
  batches,
  key,
  monitor,
  every = 1,
}: {
  readonly maximize: (batch: B, key: Key) => tf.Tensor;
  readonly theta: SviArguments;
  readonly phi: SviArguments;
  readonly innerSteps: number;
  readonly batches: Iterable<B>;
  readonly key: Key;
  readonly monitor?: (step: number) => Readonly<Record<string, number>>;
  readonly every?: number;
}): Promise<FitRow[]> {
  for (const [name, value] of Object.entries({ innerSteps, every })) {
    if (!Number.isInteger(value) || value < 1) throw new Error(`svi needs a whole positive ${name}, got ${value}`);
  }
  const climbs = splitKey(key).map((own, i) => {
    const { params, optimizer = adam() } = [phi, theta][i];
    return stochasticAscent({ maximize, params, optimizer, key: own });
  });
  const [onPhi, onTheta] = climbs;
  const history: FitRow[] = [];
  let [step, innerStep, total] = [0, 0, 0];
  const checked = (bound: number) => {
    if (!Number.isFinite(bound)) throw new Error(`svi needs a finite bound, got ${bound} in batch ${step + 1}`);
    return bound;
  };
  try {
    for (const batch of batches) {
      for (let i = 0; i < innerSteps; i++) checked(onPhi.take(batch, ++innerStep));
      total += checked(onTheta.take(batch, step + 1));
      step++;
      if (step % every === 0) {
        history.push({ step, bound: total / every, ...monitor?.(step) });
        total = 0;
        await new Promise(setImmediate); // a live chart is drawn and an interrupt heard
      }
    }
  } finally {
    for (const climb of climbs) climb.dispose();
  }
  return history;
}
