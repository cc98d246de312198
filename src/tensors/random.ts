import { checkShape, type Shape, sizeOf } from "./shapes";
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

/** The fresh key number `i` of `key`: `splitKey(key, n)[i]`, for any i up to 2³². */
export function foldIn(key: Key, i: number): Key {
  const out = new Uint32Array(2);
  threefry(key, SPLIT_STREAM, i, out);
  const child: Key = [out[0], out[1]];
  tracing()?.derived(key, `${i}`, child, (parent) => foldIn(parent, i));
  return child;
}

/** n draws from the uniform distribution on (0, 1), the ends excluded. → [n], float64, 32 random bits each */
export function uniformNumbers(key: Key, n: number): Float64Array {
  const bits = randomBits(key, n);
  const draws = new Float64Array(n);
  for (let i = 0; i < n; i++) draws[i] = (bits[i] + 0.5) / 2 ** 32;
  return draws;
}

/** n draws from N(0, 1). → [n], float64. @see Box and Muller (1958) */
export function normalNumbers(key: Key, n: number): Float64Array {
  const uniforms = uniformNumbers(key, n + (n % 2));
  const draws = new Float64Array(n);
  for (let i = 0; i < n; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(uniforms[i]));
    const angle = 2 * Math.PI * uniforms[i + 1];
    draws[i] = radius * Math.cos(angle);
    if (i + 1 < n) draws[i + 1] = radius * Math.sin(angle);
  }
  return draws;
}

/** ε ~ N(0, I). → shape, float32 */
export function standardNormal(key: Key, shape: Shape): Tensor {
  checkShape("standardNormal", shape);
  return fed(key, (k) => tensor(Float32Array.from(normalNumbers(k, sizeOf(shape))), [...shape], "float32"));
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

function randomBits(key: Key, n: number): Uint32Array {
  tracing()?.refuseNumbers(key);
  const bits = new Uint32Array(n + (n % 2));
  threefry(key, DRAW_STREAM, 0, bits);
  return bits.subarray(0, n);
}
