import { display } from "./display";
import { formatNumber } from "./format";

/** What a number should be. */
export type Expectation =
  | { readonly expected: number; readonly tolerance: number }
  | { readonly atMost: number }
  | { readonly atLeast: number };

/**
 * Says whether a number is what it should be: one line with a tick or a cross, the number, and what was expected.
 * @throws on a cross, so that a run of the notebook fails there.
 */
export function check(claim: string, value: number, expectation: Expectation): void {
  const { pass, words, expected, tolerance } = judge(value, expectation);
  const line = `${pass ? "✓" : "✗"} ${claim}: ${formatNumber(value, tolerance)} (${words})`;
  display({
    data: {
      "application/vnd.elbo.check+json": { claim, value, expected, tolerance, pass },
      "text/plain": line,
    },
  });
  if (!pass) throw new Error(line);
}

function judge(value: number, expectation: Expectation) {
  if ("atMost" in expectation) {
    const { atMost } = expectation;
    return {
      pass: value <= atMost,
      words: `expected at most ${formatNumber(atMost)}`,
      expected: `≤ ${atMost}`,
      tolerance: 0,
    };
  }
  if ("atLeast" in expectation) {
    const { atLeast } = expectation;
    return {
      pass: value >= atLeast,
      words: `expected at least ${formatNumber(atLeast)}`,
      expected: `≥ ${atLeast}`,
      tolerance: 0,
    };
  }
  const { expected, tolerance } = expectation;
  return {
    pass: Math.abs(value - expected) <= tolerance,
    words: `expected ${formatNumber(expected, tolerance)}${tolerance === 0 ? "" : ` ± ${formatNumber(tolerance)}`}`,
    expected,
    tolerance,
  };
}
