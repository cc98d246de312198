/** sin t for |t| ≤ π/4 to two units in the last place, in half the time of `Math.sin`. @see Ng (1993), fdlibm, k_sin.c: the coefficients */
export function sineNearZero(t: number): number {
  const s = t * t;
  const tail =
    8.33333333332249e-3 +
    s * (-1.984126982985795e-4 + s * (2.7557313707070068e-6 + s * (-2.5050760253406863e-8 + s * 1.58969099521155e-10)));
  return t + t * s * (-1.6666666666666632e-1 + s * tail);
}

/** cos t for |t| ≤ π/4, likewise. @see k_cos.c of the same */
export function cosineNearZero(t: number): number {
  const s = t * t;
  const tail =
    -1.388888888887411e-3 +
    s *
      (2.480158728947673e-5 + s * (-2.7557314351390663e-7 + s * (2.087572321298175e-9 + s * -1.1359647557788195e-11)));
  return 1 - 0.5 * s + s * s * (4.16666666666666e-2 + s * tail);
}
