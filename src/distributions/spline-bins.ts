import { heldFixed, oneHot } from "../tensors/math";
import * as tf from "../tensors/tf";
import type { Parameter } from "./parameters";

/** The share of the whole that a bin keeps at least, so that no slope overflows. */
const SMALLEST = 1e-3;

export const clamp = (value: tf.Tensor, radius: number) => value.clipByValue(-radius, radius);

/** The bin in which each coordinate of a value lies, by its places on the ε axis ("left") or on the z axis ("low"). */
export function binsOf(logWidths: Parameter, logHeights: Parameter, logSlopes: Parameter, radius: number) {
  const numBins = logWidths.shape[logWidths.shape.length - 1];
  const split = (logs: Parameter) => {
    const share = logs
      .tensor()
      .softmax()
      .mul(1 - numBins * SMALLEST)
      .add(SMALLEST);
    const lengths = share.mul(2 * radius);
    const ends = lengths.cumsum(lengths.rank - 1).sub(radius);
    return { lengths, starts: ends.sub(lengths) };
  };
  const [across, up] = [split(logWidths), split(logHeights)];
  const inner = logSlopes.tensor().exp();
  const one = tf.ones([...inner.shape.slice(0, -1), 1]);
  const table = {
    left: across.starts,
    width: across.lengths,
    low: up.starts,
    height: up.lengths,
    slopeLeft: tf.concat([one, inner], -1),
    slopeRight: tf.concat([inner, one], -1),
  };
  const first = oneHot(tf.scalar(0), numBins);
  // a bin is chosen if it starts at or below the value and the next one does not; a value below all is in the first
  const chosenFor = (value: tf.Tensor, starts: tf.Tensor) => {
    const reached = tf.maximum(value.expandDims(-1).greaterEqual(starts).toFloat(), first); // [..., D, C]
    const [places, lengths] = [
      reached.shape.map((_, axis) => (axis === reached.rank - 1 ? 1 : 0)),
      reached.shape.slice(0, -1),
    ];
    return reached.sub(tf.concat([reached.slice(places), tf.zeros([...lengths, 1])], -1));
  };
  return (value: tf.Tensor, by: "left" | "low") => {
    const chosen = heldFixed(chosenFor, value, table[by]);
    const pick = (entries: tf.Tensor) => chosen.mul(entries).sum(-1);
    return {
      left: pick(table.left),
      width: pick(table.width),
      low: pick(table.low),
      height: pick(table.height),
      slopeLeft: pick(table.slopeLeft),
      slopeRight: pick(table.slopeRight),
    };
  };
}
