import { checkRows } from "../tensors/shapes";

/** The two terms of the ELBO of one datapoint, in nats. */
export interface FactorizedElbo {
  /** E_q log p(x, z). */
  readonly expectedLogJoint: number;
  /** H(q) = Σ_d H(q_d). */
  readonly entropy: number;
  readonly elbo: number;
}

/**
 * The ELBO of a q under which the D bits of z are independent, q(z) = Π_d Bernoulli(z_d; φ_d), with every one of
 * the 2^D values of z written out: exact, in nats and float64.
 * logJoint: a row of `logJointTable` of a model with latent bits, [2^D]; q: the probabilities φ [D].
 * @throws unless the sizes fit and each φ_d is a probability.
 */
export function factorizedElbo(logJoint: readonly number[], q: readonly number[]): FactorizedElbo {
  check("factorizedElbo", logJoint, q);
  const expectedLogJoint = expectation(logJoint, q);
  if (Number.isNaN(expectedLogJoint)) throw new Error("factorizedElbo needs log joints that are numbers, got NaN");
  const entropy = q.reduce((total, p) => total - pLogP(p) - pLogP(1 - p), 0);
  return { expectedLogJoint, entropy, elbo: expectedLogJoint + entropy };
}

/**
 * The φ_d that maximises `factorizedElbo` with the other bits' held: its log odds are
 * E_q[log p(x, z)∣z_d = 1] − E_q[log p(x, z)∣z_d = 0]. An update for `coordinateAscent`.
 * logJoint [2^D], q [D] → a probability. @throws as `factorizedElbo` does, and where there is no bit d.
 * @see Jordan et al. (1999), section 6.1 (mean field)
 */
export function bestBit(logJoint: readonly number[], q: readonly number[], d: number): number {
  check("bestBit", logJoint, q);
  if (!(d in q)) throw new Error(`bestBit needs a bit from 0 to ${q.length - 1}, got ${d}`);
  return 1 / (1 + Math.exp(-expectation(logJoint, q, d)));
}

/**
 * Every φ_d in turn, each as `bestBit` of those before it, already new, and of those after it, still old: one sweep of
 * coordinate ascent at about the price of two bits. For `coordinateAscent`.
 * logJoint [2^D], q [D] → [D]. @throws as `factorizedElbo` does.
 */
export function bestBits(logJoint: readonly number[], q: readonly number[]): number[] {
  check("bestBits", logJoint, q);
  // upTo[d]: averaged over the bits after d, [2^(d + 1)]
  const upTo: ArrayLike<number>[] = [logJoint];
  for (let d = q.length - 1; d > 0; d--) upTo.unshift(averaged(upTo[0], q[d]));
  const phi: number[] = [];
  for (const table of upTo) phi.push(1 / (1 + Math.exp(-expectation(differences(table), phi))));
  return phi;
}

/**
 * Σ_z q(z) f(z): the last bit is averaged over first, which halves the table, and so on. At the bit `apart`, if any, the
 * difference of f between 1 and 0 is taken instead of the average.
 */
function expectation(table: ArrayLike<number>, q: readonly number[], apart?: number): number {
  let rest = table;
  for (let d = q.length - 1; d >= 0; d--) rest = d === apart ? differences(rest) : averaged(rest, q[d]);
  return rest[0];
}

/** A table averaged over its last bit, which is 1 with probability p. [2^D] → [2^(D − 1)] */
function averaged(table: ArrayLike<number>, p: number): Float64Array {
  const half = new Float64Array(table.length / 2);
  // what has probability 0 costs nothing, even −∞
  if (p === 1 || p === 0) for (let s = 0; s < half.length; s++) half[s] = table[2 * s + p];
  else for (let s = 0; s < half.length; s++) half[s] = (1 - p) * table[2 * s] + p * table[2 * s + 1];
  return half;
}

/** A table's differences between 1 and 0 of its last bit; that of two −∞ is 0. [2^D] → [2^(D − 1)] */
function differences(table: ArrayLike<number>): Float64Array {
  const half = new Float64Array(table.length / 2);
  for (let s = 0; s < half.length; s++) {
    const [low, high] = [table[2 * s], table[2 * s + 1]];
    half[s] = high === low ? 0 : high - low;
  }
  return half;
}

const pLogP = (p: number) => (p === 0 ? 0 : p * Math.log(p));

function check(who: string, logJoint: readonly number[], q: readonly number[]): void {
  if (checkRows(who, [q]) > 24 || logJoint.length !== 2 ** q.length) {
    throw new Error(`${who} needs a log joint for each of the 2^${q.length} values of z, got ${logJoint.length}`);
  }
  const bad = q.find((p) => !(p >= 0 && p <= 1));
  if (bad !== undefined) throw new Error(`${who} needs probabilities from 0 to 1, got ${bad}`);
}
