/**
 * A number as a reader wants it: seven significant digits, or as many as it takes to see a tolerance; no trailing
 * zeros; powers of ten at the extremes.
 */
export function formatNumber(value: number, tolerance = 0): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || size === 0) return String(Math.abs(value) === 0 ? 0 : value);
  const digitsToTolerance = tolerance > 0 ? Math.floor(Math.log10(size)) - Math.floor(Math.log10(tolerance)) + 1 : 0;
  const digits = Math.min(15, Math.max(7, digitsToTolerance));
  if (size >= 1e-4 && size < 1e7) return String(Number(value.toPrecision(digits)));
  return value.toExponential(2).replace(/\.?0*e\+?/, "e");
}
