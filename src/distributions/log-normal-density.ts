import { LOG_2PI } from "../tensors/math";

/** log N(x; μ, σ²) = −½((x − μ)/σ)² − log σ − ½ log 2π of plain numbers, in float64: for `integrate`. Nats. @throws unless σ is positive. */
export function logNormalDensity(x: number, loc: number, scale: number): number {
  if (!(scale > 0)) throw new Error(`logNormalDensity needs a positive scale, got ${scale}`);
  return -0.5 * ((x - loc) / scale) ** 2 - Math.log(scale) - LOG_2PI / 2;
}
