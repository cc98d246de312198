import type { Distribution } from "../distributions/distribution";
import { type Family, fromOutputs, partsOf } from "../distributions/family";
import type { Batch } from "../tensors/batch";
import { heldFixed } from "../tensors/math";
import * as tf from "../tensors/tf";
import type { Posterior } from "./posterior";

/** A posterior whose φ is climbed when it is asked for. */
export interface Refined extends Posterior {
  /** Where the climb ends. → [B, F] */
  phi(batch: Batch): tf.Tensor;
}

/** The first step of the ascent. A natural gradient has a length of its own: with a rate of 1 it is nearly Newton's step. */
const FIRST_RATE = { plain: 0.1, natural: 0.5 };
/** The longest step, so that a steep start does not throw φ far away. */
const STRIDE = 0.5;

/**
 * A q for each datapoint whose φ starts where `start` says, as at the outputs of an encoder, and is then improved by
 * `steps` steps of gradient ascent on a bound, natural gradients where the family has them: semi-amortised inference at test
 * time, or with steps enough the best q of the family. Every datapoint has a step size of
 * its own, longer after a step that raised its bound and halved after one that would not have, which is not taken: with
 * a bound that draws with one fixed key, or none, no step lowers it.
 * start: a batch → φ [B, F]; without it the family's own start. bound: q and the batch → [B]. No gradient flows back
 * through the steps: in `fit` a model learns from the q that they end at, an encoder only from a bound of its own q. @throws unless `steps` is a whole number of at least 0.
 * @see Kim et al. (2018), "Semi-amortized variational autoencoders"
 */
export function refined({
  family,
  start = (batch) => startOf(family, batch),
  bound,
  steps,
}: {
  readonly family: Family;
  readonly start?: (batch: Batch) => tf.Tensor;
  readonly bound: (q: Distribution, batch: Batch) => tf.Tensor;
  readonly steps: number;
}): Refined {
  if (!Number.isInteger(steps) || steps < 0) {
    throw new Error(`refined needs a whole number of steps of at least 0, got ${steps}`);
  }
  const phiOf = (batch: Batch) => {
    const at = (phi: tf.Tensor) => valueAndSlope((p) => bound(fromOutputs(family, p), batch), phi);
    return tf.tidy(() => {
      let best = { phi: start(batch), ...at(start(batch)) };
      let rate: tf.Tensor = tf.fill([best.phi.shape[0], 1], FIRST_RATE[family.natural ? "natural" : "plain"]);
      for (let step = 0; step < steps; step++) {
        // what is no longer needed goes at once, so that many steps take no more memory than one
        const [phi, value, slope, next] = tf.tidy(() => {
          const direction = naturalOf(family, best);
          const longest = direction.square().sum(-1, true).sqrt().add(1e-12).reciprocal().mul(STRIDE);
          const moved = best.phi.add(direction.mul(tf.minimum(rate, longest)));
          const there = at(moved);
          const better = there.value.greater(best.value).expandDims(-1);
          return [
            tf.where(better, moved, best.phi),
            tf.where(better.squeeze([-1]), there.value, best.value),
            tf.where(better, there.slope, best.slope),
            tf.where(better, rate.mul(1.3), rate.mul(0.5)),
          ];
        });
        tf.dispose([best, rate]);
        [best, rate] = [{ phi, value, slope }, next];
      }
      // held of nothing, so that no gradient is looked for in the steps: comparisons have none
      return heldFixed(() => best.phi.clone());
    });
  };
  return { params: {}, phi: phiOf, given: (batch) => fromOutputs(family, phiOf(batch)) };
}

/** f(φ) [B], and the gradient of its sum: each datapoint's own, because its bound depends on its φ alone. [B, F] */
function valueAndSlope(f: (phi: tf.Tensor) => tf.Tensor, phi: tf.Tensor) {
  let value = tf.zeros([1]);
  const slope = tf.grad((p: tf.Tensor) => {
    const values = f(p);
    value = tf.keep(values.clone());
    return values.sum();
  })(phi);
  const kept = value.clone();
  value.dispose();
  return { value: kept, slope };
}

function naturalOf(family: Family, { phi, slope }: { readonly phi: tf.Tensor; readonly slope: tf.Tensor }): tf.Tensor {
  if (!family.natural) return slope;
  const natural = family.natural(partsOf(family, phi), partsOf(family, slope));
  return tf.concat(
    Object.keys(family.start).map((name) => natural[name]),
    -1,
  );
}

function startOf({ start }: Family, { x }: Batch): tf.Tensor {
  return tf.tidy(() => tf.tile(tf.tensor2d([Object.values(start).flat()]), [x.shape[0], 1]));
}
