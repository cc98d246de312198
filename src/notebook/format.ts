/** A number as a reader wants it: seven significant digits, no trailing zeros, powers of ten at the extremes. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  if (size === 0 || (size >= 1e-4 && size < 1e7) || !Number.isFinite(value))
    return String(Number(value.toPrecision(7)));
  return value.toExponential(2).replace(/\.?0*e\+?/, "e");
}
