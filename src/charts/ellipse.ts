const TURN = 48;

/** Points of the ellipse (x − μ)ᵀ Σ⁻¹ (x − μ) = radius², once around, by the Cholesky factor of the 2 × 2 covariance. */
export function ellipse(
  mean: readonly number[],
  covariance: readonly (readonly number[])[],
  radius = 1,
): { x: number; y: number }[] {
  const [[a, b], [, d]] = covariance;
  const [l11, l21] = [Math.sqrt(a), b / Math.sqrt(a)];
  const l22 = Math.sqrt(d - l21 * l21);
  return Array.from({ length: TURN + 1 }, (_, t) => {
    const [c, s] = [Math.cos((2 * Math.PI * t) / TURN) * radius, Math.sin((2 * Math.PI * t) / TURN) * radius];
    return { x: mean[0] + l11 * c, y: mean[1] + l21 * c + l22 * s };
  });
}
