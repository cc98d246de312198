const KEY_PARITY = 0x1bd11bda;

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
  const [k0, k1, k2] = [key[0] | 0, key[1] | 0, (key[0] ^ key[1] ^ KEY_PARITY) | 0];
  for (let at = 0; at < n; at += 2) {
    let x = (c0 + k0) | 0;
    let y = (c1 + at / 2 + k1) | 0;
    let [now, next, later] = [k1, k2, k0];
    // written out, because a loop over the eight rotations takes four times as long
    for (let injection = 1; injection <= 5; injection++) {
      if (injection % 2 === 1) {
        x = (x + y) | 0;
        y = ((y << 13) | (y >>> 19)) ^ x;
        x = (x + y) | 0;
        y = ((y << 15) | (y >>> 17)) ^ x;
        x = (x + y) | 0;
        y = ((y << 26) | (y >>> 6)) ^ x;
        x = (x + y) | 0;
        y = ((y << 6) | (y >>> 26)) ^ x;
      } else {
        x = (x + y) | 0;
        y = ((y << 17) | (y >>> 15)) ^ x;
        x = (x + y) | 0;
        y = ((y << 29) | (y >>> 3)) ^ x;
        x = (x + y) | 0;
        y = ((y << 16) | (y >>> 16)) ^ x;
        x = (x + y) | 0;
        y = ((y << 24) | (y >>> 8)) ^ x;
      }
      x = (x + now) | 0;
      y = (y + next + injection) | 0;
      [now, next, later] = [next, later, now];
    }
    out[at] = x;
    out[at + 1] = y;
  }
}
