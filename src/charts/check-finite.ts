/** @throws on NaN and on what is infinite: JSON keeps neither, and a chart would leave the place empty in silence. */
export function checkFinite(who: string, values: readonly number[]): void {
  const bad = values.find((value) => !Number.isFinite(value));
  if (bad !== undefined) throw new Error(`${who} needs finite numbers, got ${bad}`);
}
