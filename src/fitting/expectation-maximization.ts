/** The two coordinates of the bound L(θ, q), and how each is maximised with the other held. */
export interface EmProblem<Theta, Q> {
  /** θ before the first step. */
  readonly start: Theta;
  /** argmax over q of L(θ, q): the posterior p(z∣x) at θ. */
  readonly eStep: (theta: Theta) => Q;
  /** argmax over θ of L(θ, q): fill z in by q, then pretend that it was observed. */
  readonly mStep: (q: Q) => Theta;
  /** L(θ, q), in nats. */
  readonly bound: (theta: Theta, q: Q) => number;
  /** The exact log p(x) at θ, in nats. */
  readonly logLikelihood: (theta: Theta) => number;
}

/** The bound and the truth after half a step. */
export interface EmRow {
  /** 1 for the first E-step and the M-step that follows it. */
  readonly step: number;
  readonly phase: "E" | "M";
  readonly bound: number;
  readonly logLikelihood: number;
}

/**
 * Expectation–maximisation: ascend L(θ, q) ≤ log p(x) in q and in θ by turns. Neither number ever falls.
 * Stops when a whole step gains less than `tolerance` nats, or after `maxSteps` of them (then `converged` is false).
 * @throws at the step where the bound is not a finite number. @see Neal and Hinton (1998)
 */
export function expectationMaximization<Theta, Q>(
  { start, eStep, mStep, bound, logLikelihood }: EmProblem<Theta, Q>,
  { maxSteps = 1000, tolerance = 1e-9 }: { maxSteps?: number; tolerance?: number } = {},
): { theta: Theta; history: EmRow[]; converged: boolean } {
  const history: EmRow[] = [];
  const record = (row: EmRow) => {
    if (!Number.isFinite(row.bound)) {
      throw new Error(
        `expectationMaximization needs a finite bound, got ${row.bound} at step ${row.step} (${row.phase})`,
      );
    }
    history.push(row);
  };
  let [theta, before] = [start, logLikelihood(start)];
  for (let step = 1; step <= maxSteps; step++) {
    const q = eStep(theta);
    record({ step, phase: "E", bound: bound(theta, q), logLikelihood: before });
    theta = mStep(q);
    const after = logLikelihood(theta);
    record({ step, phase: "M", bound: bound(theta, q), logLikelihood: after });
    if (after - before < tolerance) return { theta, history, converged: true };
    before = after;
  }
  return { theta, history, converged: false };
}
