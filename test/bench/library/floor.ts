import type { VaeSpec } from "./workloads";

/** What the machine did in PyTorch: floating-point operations, and bytes moved, a second. */
export type Peak = readonly [flops: number, bandwidth: number];

/**
 * The least seconds that a step of Adam on a VAE of two networks of one hidden layer can take: its matrix products at the
 * most operations a second, then a pass of Adam over the parameters, which reads four numbers for each and writes three.
 */
export function floorOfStep({ x, h, d, batch, samples }: VaeSpec, [flops, bandwidth]: Peak): number {
  const [encoder, decoder] = [x * h + h * 2 * d, d * h + h * x];
  // forward, and backward to weights and to inputs, but for the inputs of the encoder
  const products = 2 * batch * (3 * encoder - x * h + 3 * samples * decoder);
  return products / flops + (7 * 4 * (encoder + decoder)) / bandwidth;
}
