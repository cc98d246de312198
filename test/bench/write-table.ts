import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const ROOT = path.join(__dirname, "..", "..");

/** Prints a table, and with ELBO_BENCH_WRITE=1 puts it between the marks of that name in a document, over a line of words. */
export function writeTable(
  name: string,
  document: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  words: string,
): void {
  const table = [head, head.map(() => "---:"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  const text = `${table}\n\n${words}.`;
  console.log(text);
  if (process.env.ELBO_BENCH_WRITE !== "1") return;
  const [begin, end] = [`<!-- ${name}: written by test/bench/${name} -->`, `<!-- end of ${name} -->`];
  const file = path.join(ROOT, document);
  const whole = readFileSync(file, "utf8");
  const [before, after] = [whole.split(begin)[0], whole.split(end)[1]];
  writeFileSync(file, `${before}${begin}\n\n${text}\n\n${end}${after}`);
}
