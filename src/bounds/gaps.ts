import { checkRows } from "../tensors/shapes";

/** What q costs, in nats, averaged over the datapoints. */
export interface Gaps {
  /** log p(x) − ELBO(q) = approximation + amortization. */
  readonly inference: number;
  /** log p(x) − ELBO(q*): what the best q of the family costs. */
  readonly approximation: number;
  /** ELBO(q*) − ELBO(q): what it costs that a network, and not an optimisation for each datapoint, chose q. */
  readonly amortization: number;
}

/**
 * Splits the gap between the exact log p(x) and the bound: log p(x) − ELBO(q) = [log p(x) − ELBO(q*)] + [ELBO(q*) − ELBO(q)],
 * with q* the best q of the family for each datapoint. Nats, each [N]. Each part is negative only by the error of what it
 * is made from. @throws unless all three have one finite number for each datapoint. @see Cremer, Li and Duvenaud (2018), equation 7
 */
export function gaps({
  logMarginal,
  best,
  amortized,
}: {
  /** The exact log p(x). */
  readonly logMarginal: readonly number[];
  /** The bound at the best q of the family for each datapoint. */
  readonly best: readonly number[];
  /** The bound at the network's q. */
  readonly amortized: readonly number[];
}): Gaps {
  checkRows("gaps", [logMarginal, best, amortized]);
  const meanDifference = (a: readonly number[], b: readonly number[]) =>
    a.reduce((total, value, i) => total + value - b[i], 0) / a.length;
  return {
    inference: meanDifference(logMarginal, amortized),
    approximation: meanDifference(logMarginal, best),
    amortization: meanDifference(best, amortized),
  };
}
