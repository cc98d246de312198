import { categorical } from "../distributions/categorical";
import { independent } from "../distributions/independent";
import { probabilities } from "../distributions/parameters";
import { oneHot } from "../tensors/math";
import { checkRows, type Rows } from "../tensors/shapes";
import * as tf from "../tensors/tf";
import type { FiniteLatentModel } from "./model";

/**
 * A model that is two tables: p(z = c) = prior[c] and p(x = v∣z = c) = likelihood[c][v], with z and x whole numbers.
 * prior [C], likelihood [C][V]; a datapoint is one number, x [B][1]. @throws unless prior and each row of the likelihood sum to 1.
 */
export function discreteModel({
  prior,
  likelihood,
}: {
  readonly prior: readonly number[];
  readonly likelihood: Rows;
}): FiniteLatentModel {
  probabilities("discreteModel", prior);
  const numValues = checkRows("discreteModel", likelihood);
  for (const row of likelihood) probabilities("discreteModel", row);
  if (likelihood.length !== prior.length) {
    throw new Error(
      `discreteModel needs a row of the likelihood for each of ${prior.length} latent values, got ${likelihood.length}`,
    );
  }
  const logLikelihood = likelihood.map((row) => row.map(Math.log));
  return {
    numComponents: prior.length,
    prior: () => categorical(prior.map(Math.log)),
    likelihood: (z) => {
      // a where rather than a product with a one-hot row, because 0 · −∞ is NaN
      const chosen = oneHot(z, prior.length).toBool().expandDims(-1); // [K, B, C, 1]
      const table = tf.tensor2d(logLikelihood); // [C, V]
      return independent(categorical(tf.where(chosen, table, tf.fill(table.shape, -Infinity)).max(-2).expandDims(-2)));
    },
    logJointTable: (x) => {
      const width = checkRows("discreteModel", x);
      if (width !== 1) throw new Error(`discreteModel needs x of one number each, got ${width}`);
      return x.map(([value]) => {
        if (!Number.isInteger(value) || value < 0 || value >= numValues) {
          throw new Error(`discreteModel needs x from 0 to ${numValues - 1}, got ${value}`);
        }
        return prior.map((p, c) => Math.log(p) + logLikelihood[c][value]);
      });
    },
  };
}
