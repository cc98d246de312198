const KEY_PARITY = 0x1bd11bda;

const rotated = (bits: number, by: number): number => (bits << by) | (bits >>> (32 - by));

/**
 * The block cipher Threefry-2x32 with 20 rounds: scrambles the counters (c0, c1), (c0, c1 + 1), … under `key` into the
 * first n numbers of `out`, two numbers each. A generator without state: every draw is a function of its key and its place.
 * @see Salmon et al. (2011), "Parallel random numbers: as easy as 1, 2, 3", section 3.3
 */
export function threefry(
  key: readonly [number, number],
  c0: number,
  c1: number,
  out: Uint32Array,
  n = out.length,
): void {
  // one statement each, here and where the keys change places: V8 takes twice as long for lists that are taken apart
  const k0 = key[0] | 0;
  const k1 = key[1] | 0;
  const k2 = k0 ^ k1 ^ KEY_PARITY;
  for (let at = 0; at < n; at += 2) {
    let x = (c0 + k0) | 0;
    let y = (c1 + at / 2 + k1) | 0;
    let now = k1;
    let next = k2;
    let later = k0;
    // written out, because a loop over the eight rotations takes four times as long
    for (let injection = 1; injection <= 5; injection++) {
      if (injection % 2 === 1) {
        x = (x + y) | 0;
        y = rotated(y, 13) ^ x;
        x = (x + y) | 0;
        y = rotated(y, 15) ^ x;
        x = (x + y) | 0;
        y = rotated(y, 26) ^ x;
        x = (x + y) | 0;
        y = rotated(y, 6) ^ x;
      } else {
        x = (x + y) | 0;
        y = rotated(y, 17) ^ x;
        x = (x + y) | 0;
        y = rotated(y, 29) ^ x;
        x = (x + y) | 0;
        y = rotated(y, 16) ^ x;
        x = (x + y) | 0;
        y = rotated(y, 24) ^ x;
      }
      x = (x + now) | 0;
      y = (y + next + injection) | 0;
      const last = now;
      now = next;
      next = later;
      later = last;
    }
    out[at] = x;
    out[at + 1] = y;
  }
}
