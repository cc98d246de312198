import type * as tf from "./tf";

/** The numbers of a tensor of any shape, row by row, and the tensor disposed of: the one door from tensors to plain numbers. */
export function toNumbers(t: tf.Tensor): number[] {
  const numbers = Array.from(t.dataSync());
  t.dispose();
  return numbers;
}

/** Σᵢ xᵢ in float64. */
export function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}

/** (1/N) Σᵢ xᵢ in float64. @throws on no values. */
export function mean(values: ArrayLike<number>): number {
  if (values.length === 0) throw new Error("mean needs at least one value, got none");
  return sum(values) / values.length;
}

/** The sample mean of K independent draws, and its standard error s/√K. @throws on fewer than two draws. */
export function meanWithError(draws: ArrayLike<number>): { mean: number; standardError: number } {
  const numDraws = draws.length;
  if (numDraws < 2) throw new Error(`meanWithError needs at least two draws, got ${numDraws}`);
  const center = mean(draws);
  const squares = Array.from(draws, (draw) => (draw - center) ** 2);
  return { mean: center, standardError: Math.sqrt(sum(squares) / (numDraws - 1) / numDraws) };
}

/** Where the smallest number stands, the first of equals. */
export function indexOfSmallest(values: readonly number[]): number {
  return values.reduce((best, value, i) => (value < values[best] ? i : best), 0);
}

/** @throws unless every one of the named numbers is positive and finite. */
export function checkPositive(who: string, options: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(options)) {
    if (!(value > 0 && value < Infinity)) throw new Error(`${who} needs a positive ${name}, got ${value}`);
  }
}

/** `num` equally spaced numbers from `start` to `stop`, both included. */
export function linspace(start: number, stop: number, num: number): number[] {
  if (!Number.isInteger(num) || num < 2) throw new Error(`linspace needs at least two points, got ${num}`);
  return Array.from({ length: num }, (_, i) => start + ((stop - start) * i) / (num - 1));
}
