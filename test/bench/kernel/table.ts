import { existsSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Measures, median } from "./measure";

const FILE = path.join(__dirname, "..", "..", "..", "docs", "kernel.md");
const [BEGIN, END] = ["<!-- speed: written by test/bench/kernel -->", "<!-- end of speed -->"];

const ROWS: readonly (readonly [keyof Measures, string])[] = [
  ["info", "start to first answer, ms"],
  ["first", "start to end of first cell, ms"],
  ["trivial", "cell of one number, ms"],
  ["load", "load of the library and its backend, ms"],
  ["imported", 'first `import … from "elbo"` after that, ms'],
  ["trivialAfter", "cell of one number after that, ms"],
  ["library", "cell that uses the library, ms"],
  ["memory", "memory at the end without libtensorflow, MB"],
];

/** A Markdown table of medians over runs. */
export function table(runs: ReadonlyMap<string, readonly Measures[]>): string {
  const names = [...runs.keys()];
  const [own] = names;
  const middle = (name: string, row: keyof Measures) => median(runs.get(name)!.map((run) => run[row]));
  const cells = (row: keyof Measures) =>
    names.map((name) => {
      const value = middle(name, row);
      if (value === undefined || Number.isNaN(value)) return "–";
      const ratio = name === own ? "" : ` (${(value / middle(own, row)).toFixed(1)}×)`;
      return `${value.toFixed(value < 10 ? 1 : 0)}${ratio}`;
    });
  const lines = [
    ["", ...names],
    ["---", ...names.map(() => "---:")],
    ...ROWS.map(([row, title]) => [title, ...cells(row)]),
  ];
  return lines.map((line) => `| ${line.join(" | ")} |`).join("\n");
}

/** Puts a table into docs/kernel.md, in the place of the one before. */
export function write(text: string, runs: number): void {
  const machine = `Medians of ${runs} interleaved runs with one client, Node ${process.versions.node}, ${os.cpus().length} cores; in parentheses, how many times ours. The machine had other work: read the ratios.`;
  const section = `${BEGIN}\n\n${machine}\n\n${text}\n\n${END}`;
  const before = existsSync(FILE)
    ? readFileSync(FILE, "utf8")
    : `# The kernel beside others\n\n## Speed\n\n${BEGIN}${END}\n`;
  const [head, rest] = before.split(BEGIN);
  if (rest === undefined) writeFileSync(FILE, `${before.trimEnd()}\n\n## Speed\n\n${section}\n`);
  else writeFileSync(FILE, `${head}${section}${rest.split(END)[1]}`);
}
