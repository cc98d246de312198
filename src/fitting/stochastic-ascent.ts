import { compile } from "../tensors/compile";
import { type Params, parameters, variablesOf } from "../tensors/params";
import { foldIn, type Key } from "../tensors/random";
import * as tf from "../tensors/tf";
import { ifFinite } from "../tensors/tracing";
import { clipByGlobalNorm } from "./clipping";
import type { Optimizer } from "./optimizers";

/** What is ascended, and how. */
export interface StochasticAscentOptions<B> {
  readonly maximize: (batch: B, key: Key) => tf.Tensor;
  readonly params: readonly Params[];
  readonly key: Key;
  readonly optimizer: Optimizer;
  readonly clipNorm?: number;
  readonly compile?: boolean;
}

/** A climb of the mean of `maximize`, step by step. */
export interface StochasticAscent<B> {
  /** What the optimizer remembers of every parameter. */
  readonly slots: Params;
  /** Takes step s, drawing with `foldIn(key, s)`. → the bound before it, nats for each datapoint; where that is not finite nothing moves. */
  take(batch: B, step: number): number;
  dispose(): void;
}

/** Steps that are taken plainly, because compiling pays only after about as many: a short fit in an inner loop stays quick. */
const PLAIN_STEPS = 8;

/**
 * Prepares a climb. On the native backend its steps are compiled, from the 9th on: the number of a step decides, so that
 * a climb that is taken up again comes to the same numbers.
 */
export function stochasticAscent<B>({
  maximize,
  params,
  key,
  optimizer,
  clipNorm,
  compile: isCompiled = true,
}: StochasticAscentOptions<B>): StochasticAscent<B> {
  if (clipNorm !== undefined && !(clipNorm > 0)) throw new Error(`fit needs a positive clipNorm, got ${clipNorm}`);
  if (typeof optimizer?.rates !== "function")
    throw new Error(`fit needs an optimizer, as adam(0.01), got a ${typeof optimizer}`);
  const variables = variablesOf(params);
  const slots = parameters(
    Object.fromEntries(
      variables.flatMap((variable, i) => optimizer.slots.map((slot) => [`${i}.${slot}`, tf.zeros(variable.shape)])),
    ),
  );
  const move = (gradients: tf.NamedTensorMap, rates: readonly tf.Tensor[]) => {
    const moving = variables.filter(({ name }) => gradients[name]);
    const raw = moving.map(({ name }) => gradients[name]);
    const clipped = clipNorm === undefined ? raw : clipByGlobalNorm(raw, clipNorm);
    moving.forEach((variable, i) => {
      const own = optimizer.slots.map((slot) => slots[`${variables.indexOf(variable)}.${slot}`]);
      optimizer.update(variable, clipped[i], own, rates);
    });
  };
  const climb = ({ batch, rates }: { batch: B; rates: tf.Tensor }, stepKey: Key) => {
    const { value, grads } = tf.variableGrads(() => maximize(batch, stepKey).mean().neg() as tf.Scalar, variables);
    ifFinite(value, () => move(grads, tf.unstack(rates)));
    return value.neg();
  };
  const compiled = compile("fit", climb);
  return {
    slots,
    take: (batch, s) => {
      const stepKey = foldIn(key, s);
      const step = isCompiled && s > PLAIN_STEPS ? compiled : climb;
      return tf.tidy(
        () => step({ batch, rates: tf.tensor1d(Float32Array.from(optimizer.rates(s))) }, stepKey).dataSync()[0],
      );
    },
    dispose() {
      compiled.dispose();
      for (const slot of Object.values(slots)) slot.dispose();
    },
  };
}
