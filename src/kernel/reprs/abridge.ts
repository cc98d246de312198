/** The middle of something long, left out. */
export const ELLIPSIS = "…";

/** The places of what is shown of `length` things: all of them up to `most`, else the first and the last, with a gap between. */
export function abridge(length: number, most: number): readonly (number | typeof ELLIPSIS)[] {
  if (length <= most) return range(0, length);
  const half = Math.floor(most / 2);
  return [...range(0, half), ELLIPSIS, ...range(length - half, length)];
}

function range(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, i) => start + i);
}
