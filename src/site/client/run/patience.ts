/** From here on a reader is asked before cells are run, in seconds. */
export const TOO_LONG = 20;

/** A time as one would say it. */
export function timeInWords(seconds: number): string {
  if (seconds < 55) return `about ${10 * Math.ceil(seconds / 10)} seconds`;
  const minutes = Math.round(seconds / 60);
  return minutes <= 1 ? "about a minute" : `about ${minutes} minutes`;
}
