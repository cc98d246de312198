/** A learning rate: one number, or one for each step, counted from 1. */
export type Schedule = number | ((step: number) => number);

/** The learning rate at a step. @throws unless it is a finite number that is not negative. */
export function rateAt(who: string, schedule: Schedule, step: number): number {
  const rate = typeof schedule === "number" ? schedule : schedule(step);
  if (!(rate >= 0 && rate < Infinity))
    throw new Error(`${who} needs a learning rate from 0, got ${rate} at step ${step}`);
  return rate;
}

/** η(s) = η₀ · factor^((s − 1)/every): the rate falls by `factor` every so many steps, smoothly. */
export function exponentialDecay(
  start: number,
  { factor, every }: { readonly factor: number; readonly every: number },
): Schedule {
  if (!(factor > 0 && factor <= 1)) throw new Error(`exponentialDecay needs a factor from 0 to 1, got ${factor}`);
  checkSteps("exponentialDecay", every);
  return (step) => start * factor ** ((step - 1) / every);
}

/**
 * η(s) = η₁ + ½(η₀ − η₁)(1 + cos π(s − 1)/S): half a cosine from η₀ at the first step to η₁ after S = `steps`, and η₁ from then on.
 * @see Loshchilov and Hutter (2017), equation 5
 */
export function cosineDecay(
  start: number,
  { steps, end = 0 }: { readonly steps: number; readonly end?: number },
): Schedule {
  checkSteps("cosineDecay", steps);
  return (step) => end + ((start - end) * (1 + Math.cos((Math.PI * Math.min(step - 1, steps)) / steps))) / 2;
}

/** The rate of another schedule times s/S for the first S = `steps` steps: a start from small steps. */
export function warmUp(schedule: Schedule, { steps }: { readonly steps: number }): Schedule {
  checkSteps("warmUp", steps);
  return (step) => rateAt("warmUp", schedule, step) * Math.min(1, step / steps);
}

function checkSteps(who: string, steps: number): void {
  if (!(steps >= 1 && steps < Infinity)) throw new Error(`${who} needs at least one step, got ${steps}`);
}
