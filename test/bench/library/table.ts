import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** A workload, measured round by round: the seconds that a step takes each of the libraries, ours first. */
export interface Measured {
  readonly title: string;
  readonly rounds: readonly (readonly number[])[];
}

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Medians in milliseconds, and of the ratios of ours to theirs in the same round. */
export function table(measured: readonly Measured[], names: readonly string[]): string {
  const others = names.slice(1);
  const rows = measured.map(({ title, rounds }) => {
    const ms = names.map((_, w) => 1000 * median(rounds.map((round) => round[w])));
    const ratios = others.map((_, i) => median(rounds.map((round) => round[0] / round[i + 1])));
    return [title, ...ms.map(shown), ...ratios.map((ratio) => `${shown(ratio)}×`)];
  });
  const lines = [
    ["", ...names.map((name) => `${name}, ms`), ...others.map((name) => `${names[0]} / ${name}`)],
    ["---", ...names.map(() => "---:"), ...others.map(() => "---:")],
    ...rows,
  ];
  return lines.map((line) => `| ${line.join(" | ")} |`).join("\n");
}

const shown = (value: number): string =>
  value >= 1000 ? Math.round(value).toLocaleString("en") : value.toPrecision(value >= 100 ? 3 : 2);

const FILE = path.join(__dirname, "..", "..", "..", "docs", "performance.md");
const [BEGIN, END] = ["<!-- written by test/bench/library -->", "<!-- end of what is written -->"];

/** Puts what was measured into docs/performance.md, in the place of what was there. */
export function write(text: string): void {
  const [head, rest] = readFileSync(FILE, "utf8").split(BEGIN);
  writeFileSync(FILE, `${head}${BEGIN}\n\n${text}\n\n${END}${rest.split(END)[1]}`);
}
