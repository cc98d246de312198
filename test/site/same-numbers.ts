/** A check as a page shows it: "Passed: log p(x): −2.3177 (expected … ± 1e-4)". */
const claimOf = (line: string): string => line.replace(/: [^:]*$/, "");

function numbersOf(line: string): { value: number; tolerance: number } {
  const [, value, tolerance = "0"] = line.match(/: ([^:\s]+) \((?:.*± ([^)]+))?[^:]*$/) ?? [];
  return { value: Number(value), tolerance: Number(tolerance) };
}

const LEAST = 1e-4;
/** What was trained in float32, and is checked for a bound alone. */
const TRAINED: Readonly<Record<string, number>> = {
  "Passed: gap of the flow": 1e-3,
  "Passed: gap of the flow, from below": 1e-3,
};

/** What of the checks that a page shows is not what was stored, to 1e-4, or as exact as the check itself says. */
export function misses(stored: readonly string[], now: readonly string[]): readonly string[] {
  return stored.flatMap((line, i) => {
    const other = now[i] ?? "nothing";
    const { value, tolerance } = numbersOf(line);
    const moved = Math.abs(numbersOf(other).value - value);
    const most = TRAINED[claimOf(line)] ?? Math.max(LEAST, tolerance);
    return claimOf(other) === claimOf(line) && moved <= most ? [] : [`stored ${line}, now ${other}`];
  });
}
