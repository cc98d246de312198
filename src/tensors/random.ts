import { checkShape, type Shape, sizeOf } from "./shapes";
import { cosineNearZero, sineNearZero } from "./sine";
import { type Tensor, tensor } from "./tf";
import { threefry } from "./threefry";
import { fed, tracing } from "./tracing";

/** A value that decides every draw made with it: the same key gives the same numbers on every backend. */
export type Key = readonly [number, number];

/** The first key of a program. @throws unless `seed` is a whole number from 0 to 2⁵³ − 1. */
export function keyFromSeed(seed: number): Key {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new Error(`keyFromSeed needs a whole number from 0 to 2^53 - 1, got ${seed}`);
  }
  return [Math.floor(seed / 2 ** 32), seed >>> 0];
}

/** A key that nobody knows before the cell runs: for graded instances only, everything else has its own key. */
export function freshKey(): Key {
  const [a, b] = crypto.getRandomValues(new Uint32Array(2));
  return [a, b];
}

/** `n` fresh keys whose draws are independent of one another and of the draws of `key` itself. */
export function splitKey(key: Key, n = 2): Key[] {
  return Array.from({ length: n }, (_, i) => foldIn(key, i));
}

/** The fresh key number `i` of `key`: `splitKey(key, n)[i]`. @throws unless i is a whole number from 0 to 2³² − 1. */
export function foldIn(key: Key, i: number): Key {
  checkKey("foldIn", key);
  if (!(Number.isInteger(i) && i >= 0 && i < 2 ** 32)) {
    throw new Error(`foldIn needs a whole number from 0 to 2^32 - 1, got ${i}`);
  }
  threefry(key, SPLIT_STREAM, i, scratch, 2);
  const child: Key = [scratch[0], scratch[1]];
  tracing()?.derived(key, `${i}`, child, (parent) => foldIn(parent, i));
  return child;
}

/** n draws from the uniform distribution on (0, 1), the ends excluded. → [n], float64, 32 random bits each */
export function uniformNumbers(key: Key, n: number): Float64Array {
  const bits = randomBits(key, n);
  const draws = new Float64Array(n);
  for (let i = 0; i < n; i++) draws[i] = uniformOf(bits[i]);
  return draws;
}

/** n draws from N(0, 1). → [n], float64. @see Box and Muller (1958) */
export function normalNumbers(key: Key, n: number): Float64Array {
  return fillNormal(key, new Float64Array(n));
}

/** ε ~ N(0, I). → shape, float32 */
export function standardNormal(key: Key, shape: Shape): Tensor {
  checkShape("standardNormal", shape);
  return fed(key, (k) => tensor(fillNormal(k, new Float32Array(sizeOf(shape))), [...shape], "float32"));
}

/** u ~ U(0, 1), the ends excluded. → shape, float32 */
export function uniform(key: Key, shape: Shape): Tensor {
  checkShape("uniform", shape);
  return fed(key, (k) => {
    // float32 would round the topmost of these to 1, whose log(1 − u) is −∞
    const draws = Float32Array.from(uniformNumbers(k, sizeOf(shape)), (u) => Math.min(u, 1 - 2 ** -24));
    return tensor(draws, [...shape], "float32");
  });
}

const DRAW_STREAM = 0;
const SPLIT_STREAM = 1;

/** Where the bits of small draws lie until they are used, which is at once. */
const scratch = new Uint32Array(2 ** 14);

/** n random numbers of 32 bits, and one more where n is odd: good until the next call. */
function randomBits(key: Key, n: number): Uint32Array {
  checkKey("sample", key);
  tracing()?.refuseNumbers(key);
  const even = n + (n % 2);
  const bits = even > scratch.length ? new Uint32Array(even) : scratch;
  threefry(key, DRAW_STREAM, 0, bits, even);
  return bits;
}

/** @throws where a seed, or anything else, stands for a key: all seeds would draw the same. */
function checkKey(who: string, key: Key): void {
  if (typeof key?.[0] !== "number" || typeof key[1] !== "number") {
    throw new Error(`${who} needs a key, as keyFromSeed(1), got ${key}`);
  }
}

const uniformOf = (bits: number): number => (bits + 0.5) / 2 ** 32;

/** Draws from N(0, 1) for every place, by the method of Box and Muller. → the same */
function fillNormal<T extends Float32Array | Float64Array>(key: Key, draws: T): T {
  const n = draws.length;
  const bits = randomBits(key, n);
  for (let i = 0; i < n; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(uniformOf(bits[i])));
    // the angle, (bits + ½)/2³² of a circle, as quarters of it and a rest of at most an eighth
    const quarters = (bits[i + 1] + 2 ** 29) >>> 30;
    const rest = (((bits[i + 1] << 2) >> 2) + 0.5) * ((2 * Math.PI) / 2 ** 32);
    const half = quarters < 2 ? radius : -radius;
    const x = half * cosineNearZero(rest);
    const y = half * sineNearZero(rest);
    const isOdd = quarters % 2 === 1;
    draws[i] = isOdd ? -y : x;
    if (i + 1 < n) draws[i + 1] = isOdd ? x : y;
  }
  return draws;
}
