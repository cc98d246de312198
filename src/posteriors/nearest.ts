import { indexOfSmallest } from "../tensors/numbers";
import { checkRows, type Rows } from "../tensors/shapes";
import type { Posterior } from "./posterior";

/**
 * The q of the nearest training datapoint, by Euclidean distance, for a datapoint that was not trained on: φ is only a
 * computational tool, and any φ gives a bound. `posterior` has a φ for each row of `data`, as `perDatapoint`.
 * data [N][P]; batch.x [B, P], whose indices are not looked at. @throws where x has not P numbers.
 */
export function nearest(posterior: Posterior, data: Rows): Posterior {
  const size = checkRows("nearest", data);
  return {
    params: posterior.params,
    given: ({ x }) => {
      if (x.rank !== 2 || x.shape[1] !== size)
        throw new Error(`nearest needs x of shape [B, ${size}], got [${x.shape}]`);
      const indices = (x.arraySync() as number[][]).map((row) => {
        const distances = data.map((other) => other.reduce((total, value, p) => total + (value - row[p]) ** 2, 0));
        return indexOfSmallest(distances);
      });
      return posterior.given({ x, indices });
    },
  };
}
