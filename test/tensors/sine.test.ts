import { expect, test } from "vitest";
import { cosineNearZero, sineNearZero } from "../../src/tensors/sine";

test.each([
  ["sine", sineNearZero, Math.sin],
  ["cosine", cosineNearZero, Math.cos],
] as const)(
  "the %s is right to two units in the last place, up to an eighth of a circle on either side",
  (_, own, exact) => {
    const angles = Array.from({ length: 20001 }, (_, i) => (i / 10000 - 1) * (Math.PI / 4));
    const worst = Math.max(
      ...angles.map((t) => Math.abs(own(t) - exact(t)) / Math.max(Math.abs(exact(t)), 2 ** -1022)),
    );
    expect(worst).toBeLessThanOrEqual(2 ** -51);
  },
);
