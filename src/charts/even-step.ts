/** The distance between places that rise, if it is everywhere the same. */
export function evenStep(places: readonly number[]): number | undefined {
  const step = (places[places.length - 1] - places[0]) / (places.length - 1);
  const isEven = step > 0 && places.every((place, i) => Math.abs(place - places[0] - i * step) <= 1e-6 * step);
  return isEven ? step : undefined;
}
