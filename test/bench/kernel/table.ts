import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const FILE = path.join(__dirname, "..", "..", "..", "docs", "kernel.md");

/** A Markdown table whose columns are numbers or marks, but for the first. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, ["---", ...head.slice(1).map(() => "---:")], ...rows];
  return lines.map((line) => `| ${line.join(" | ")} |`).join("\n");
}

/** Puts a text into docs/kernel.md between the two comments that name it. */
export function writeSection(name: string, text: string): void {
  const [begin, end] = [`<!-- ${name}: written by test/bench/kernel -->`, `<!-- end of ${name} -->`];
  const [head, before] = readFileSync(FILE, "utf8").split(begin);
  if (before === undefined) throw new Error(`docs/kernel.md needs a place for what is written: ${begin}`);
  writeFileSync(FILE, `${head}${begin}\n\n${text}\n\n${end}${before.split(end)[1]}`);
}
