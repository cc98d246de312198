import { heldFixed } from "../tensors/math";
import { checkPositive } from "../tensors/numbers";
import * as tf from "../tensors/tf";
import type { Bijector } from "./flow";
import { FINITE, type ParameterSpec, parameter } from "./parameters";
import { binsOf, clamp } from "./spline-bins";

/** The free numbers of a spline; all zeros make it the identity. */
export interface SplineParameters {
  /** The log widths of the bins, up to a constant. [...batch, D, C] */
  readonly logWidths: ParameterSpec;
  /** The log heights of the bins, up to a constant. [...batch, D, C] */
  readonly logHeights: ParameterSpec;
  /** The log slopes at the inner knots. [...batch, D, C − 1] */
  readonly logSlopes: ParameterSpec;
  /** The spline acts on [−r, r], and is the identity outside. */
  readonly radius?: number;
}

/**
 * A monotone spline for each coordinate: between C + 1 knots a quotient of two quadratics, whose inverse is a root of a
 * quadratic; outside [−r, r] the identity. As a flow it makes any smooth shape of density, with several modes if need be.
 * @throws unless the three agree on D and on C ≥ 2 bins, and r is positive. @see Durkan et al. (2019), equations 4–8
 */
export function spline({ logWidths, logHeights, logSlopes, radius = 4 }: SplineParameters): Bijector {
  const widths = parameter("spline", "logWidths", logWidths, FINITE);
  const heights = parameter("spline", "logHeights", logHeights, FINITE);
  const slopes = parameter("spline", "logSlopes", logSlopes, FINITE);
  const numBins = widths.shape[widths.shape.length - 1];
  const expected = [...widths.shape.slice(0, -1), numBins - 1];
  if (widths.shape.length < 2 || numBins < 2 || heights.shape.join() !== widths.shape.join()) {
    throw new Error(
      `spline needs logWidths and logHeights [..., D, C] of at least two bins, got [${widths.shape}] and [${heights.shape}]`,
    );
  }
  if (slopes.shape.join() !== expected.join()) {
    throw new Error(`spline needs logSlopes [${expected}], one for each inner knot, got [${slopes.shape}]`);
  }
  checkPositive("spline", { radius });
  const bins = () => binsOf(widths, heights, slopes, radius);
  const within = (value: tf.Tensor) => heldFixed((v) => v.abs().less(radius), value);
  return {
    batchShape: widths.shape.slice(0, -2),
    size: widths.shape[widths.shape.length - 2],
    forward: (epsilon) => {
      const { left, width, low, height, slopeLeft, slopeRight } = bins()(epsilon, "left");
      const at = clamp(epsilon, radius).sub(left).div(width); // from 0 to 1 within the bin
      const slope = height.div(width);
      const both = at.mul(at.neg().add(1));
      const up = slope.mul(at.square()).add(slopeLeft.mul(both)).mul(height);
      const z = low.add(up.div(slope.add(slopeLeft.add(slopeRight).sub(slope.mul(2)).mul(both))));
      return tf.where(within(epsilon), z, epsilon);
    },
    inverse: (z) => {
      const { left, width, low, height, slopeLeft, slopeRight } = bins()(z, "low");
      const slope = height.div(width);
      const bend = slopeLeft.add(slopeRight).sub(slope.mul(2));
      const rise = clamp(z, radius).sub(low);
      // the root in [0, 1] of a·ξ² + b·ξ + c
      const a = height.mul(slope.sub(slopeLeft)).add(rise.mul(bend));
      const b = height.mul(slopeLeft).sub(rise.mul(bend));
      const c = slope.mul(rise).neg();
      const root = b.square().sub(a.mul(c).mul(4)).sqrt();
      const at = c.mul(-2).div(b.add(root));
      const rest = at.neg().add(1);
      const both = at.mul(rest);
      const numerator = slopeRight.mul(at.square()).add(slope.mul(both).mul(2)).add(slopeLeft.mul(rest.square()));
      const logSlope = slope
        .square()
        .mul(numerator)
        .log()
        .sub(slope.add(bend.mul(both)).log().mul(2)); // log ∂z/∂ε
      return {
        epsilon: tf.where(within(z), left.add(at.mul(width)), z),
        logDeterminant: tf.where(within(z), logSlope, tf.zerosLike(logSlope)).neg().sum(-1),
      };
    },
    detached: () =>
      spline({
        logWidths: widths.detached(),
        logHeights: heights.detached(),
        logSlopes: slopes.detached(),
        radius,
      }),
  };
}
