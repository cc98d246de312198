import { describe, expect, test } from "vitest";
import { inkOf, type Role, styleOf } from "../../src/charts/roles";
import { chartSpec } from "../../src/charts/spec";
import { darken, PALETTE } from "../../src/charts/theme";

const ROLES: readonly Role[] = [
  "exact",
  "bound",
  "secondBound",
  "posterior",
  "candidate",
  "secondCandidate",
  "data",
  "first",
  "second",
  "third",
  "fourth",
];

/** A colour of the palette, by day and by night. */
const both = (color: string) => {
  const words = { title: "", description: "" };
  return [color, (darken(chartSpec(words, { color })) as unknown as { color: string }).color];
};

/** WCAG 2, from 1 to 21. */
function contrast(a: string, b: string): number {
  const [light, dark] = [a, b].map(luminance).sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe.each(ROLES)("the role %s", (role) => {
  test.each([
    ["line", styleOf(role).color, 3],
    ["text", inkOf(role), 4.5],
  ])("has the contrast that a %s needs, by day and by night", (_, color, least) => {
    both(color).forEach((shade, i) => {
      expect(contrast(shade, both(PALETTE.paper)[i])).toBeGreaterThanOrEqual(least);
    });
  });
});

test("no two roles that one chart may hold are alike in colour and in dash", () => {
  const looks = ROLES.filter((role) => role !== "candidate").map((role) => JSON.stringify(styleOf(role)));
  expect(new Set(looks).size).toBe(looks.length);
});
