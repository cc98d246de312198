import type { Worker } from "./workers";
import type { VaeSpec } from "./workloads";

/** What the machine did in PyTorch: floating-point operations, and bytes read or written, a second. */
export interface Peak {
  readonly flops: number;
  readonly bandwidth: number;
}

/** From a product of two square matrices of 1,024, and from a pass over 2²⁴ numbers of four bytes, read and written. */
export async function measurePeak({ ask }: Worker, seconds: number): Promise<Peak> {
  const product = await ask({ kind: "product", name: "product", seconds });
  const stream = await ask({ kind: "stream", name: "stream", seconds });
  return { flops: (2 * 1024 ** 3) / product.seconds, bandwidth: (8 * 2 ** 24) / stream.seconds };
}

/**
 * The least seconds that a step of Adam on a VAE of two networks of one hidden layer can take: its matrix products at the
 * most operations a second, then a pass of Adam over the parameters, which reads four numbers for each and writes three.
 */
export function floorOfStep({ x, h, d, batch, samples }: VaeSpec, { flops, bandwidth }: Peak): number {
  const [encoder, decoder] = [x * h + h * 2 * d, d * h + h * x];
  // forward, and backward to weights and to inputs, but for the inputs of the encoder
  const products = 2 * batch * (3 * encoder - x * h + 3 * samples * decoder);
  return products / flops + (7 * 4 * (encoder + decoder)) / bandwidth;
}
