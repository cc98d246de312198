import { autoregressive } from "../distributions/autoregressive";
import { checkRows, type Rows } from "../tensors/shapes";
import * as tf from "../tensors/tf";
import { completions } from "./completions";
import type { FiniteLatentModel } from "./model";

/** A model whose latent is D bits. The value c of z, from 0 to 2^D − 1, has them as its binary digits, the first bit first. */
export interface LatentBitsModel extends FiniteLatentModel {
  /** D */
  readonly latentDim: number;
}

/** The most bits whose 2^D states fit into a table. */
const MOST_BITS = 24;

/**
 * A logistic autoregressive model (see `autoregressive`) of which the first D bits are missing: they are the latent z, and
 * the bits after them are the datapoint x. As p(z) and p(x∣z) it is a latent-variable model like any other, and
 * log p(x) is a sum over 2^D completions; for D = 18 and as many observed bits that takes a tenth of a second or two.
 * weights [D + P][D + P], bias [D + P]; x [B][P], of zeros and ones. z [K, B, D].
 * @throws unless the sizes fit, D is from 1 to 24, and at least one bit is observed.
 */
export function missingBits(spec: MissingBits): LatentBitsModel {
  return bitsModel("missingBits", spec);
}

interface MissingBits {
  readonly weights: Rows;
  readonly bias: readonly number[];
  readonly numMissing: number;
}

/** What `missingBits` and `latentBits` have in common; refuses under the name of the one that was called. */
export function bitsModel(who: string, { weights, bias, numMissing }: MissingBits): LatentBitsModel {
  const size = checkRows(who, weights);
  if (weights.length !== size || bias.length !== size) {
    throw new Error(
      `${who} needs square weights and a bias for each bit, got ${weights.length} × ${size} and ${bias.length}`,
    );
  }
  checkRows(who, [bias]);
  if (!Number.isInteger(numMissing) || numMissing < 1 || numMissing > Math.min(MOST_BITS, size - 1)) {
    throw new Error(`${who} needs from 1 to ${Math.min(MOST_BITS, size - 1)} latent bits, got ${numMissing}`);
  }
  const block = (rows: [number, number?], columns: [number, number?]) =>
    weights.slice(...rows).map((row) => row.slice(...columns));
  const amongMissing = block([0, numMissing], [0, numMissing]);
  const missingToObserved = block([numMissing], [0, numMissing]);
  const amongObserved = block([numMissing], [numMissing]);
  return {
    latentDim: numMissing,
    numComponents: 2 ** numMissing,
    prior: () => autoregressive(amongMissing, bias.slice(0, numMissing)),
    likelihood: (z) => {
      const numBits = z.shape[z.rank - 1];
      if (numBits !== numMissing) throw new Error(`${who} needs z of ${numMissing} bits, got ${numBits}`);
      const fromMissing = tf.tidy(() =>
        z
          .reshape([-1, numMissing])
          .matMul(tf.tensor2d(missingToObserved), false, true)
          .add(tf.tensor1d(bias.slice(numMissing)))
          .reshape([...z.shape.slice(0, -1), size - numMissing]),
      );
      return autoregressive(amongObserved, fromMissing);
    },
    logJointTable: (x) => {
      checkBits(who, x, size - numMissing);
      return x.map((row) => completions(weights, bias, numMissing, row));
    },
  };
}

/** @throws unless every row is P zeros and ones. */
function checkBits(who: string, x: Rows, size: number): void {
  if (checkRows(who, x) !== size) throw new Error(`${who} needs x of ${size} bits, got ${x[0].length}`);
  const bad = x.flat().find((value) => value !== 0 && value !== 1);
  if (bad !== undefined) throw new Error(`${who} needs x of zeros and ones, got ${bad}`);
}
