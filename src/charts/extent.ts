/** The smallest and the largest, of as many as there may be: spread over arguments, 130,000 are too many. */
export function extent(values: readonly number[]): [number, number] {
  return [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
}
