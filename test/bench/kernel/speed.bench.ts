import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { kernels } from "./kernels";
import { type Measures, measure, median } from "./measure";
import { markdownTable, writeSection } from "./table";

const RUNS = Number(process.env.ELBO_BENCH_RUNS || 7);

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

test("the speed of our kernel and others", async () => {
  // Deno's knows TCP only, which a long path for sockets makes the client choose for all.
  const folder = mkdtempSync(path.join(os.tmpdir(), `elbo-bench-${"x".repeat(100)}-`));
  process.env.TMPDIR = folder;
  const runs = new Map<string, Measures[]>(kernels().map(({ name }) => [name, []]));
  try {
    for (let run = 0; run < RUNS; run++) {
      for (const kernel of kernels()) runs.get(kernel.name)!.push(await measured(kernel));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const text = table(runs);
  console.log(text);
  const machine = `Medians of ${RUNS} interleaved runs with one client, Node ${process.versions.node}, ${os.cpus().length} cores; in parentheses, how many times ours. The machine had other work: read the ratios.`;
  if (process.env.ELBO_BENCH_WRITE === "1") writeSection("speed", `${machine}\n\n${text}`);
  expect([...runs.values()].every((measures) => measures.length === RUNS)).toBe(true);
});

/** tslab does not hear a client that is quick, now and then. */
async function measured(kernel: Parameters<typeof measure>[0], tries = 3): Promise<Measures> {
  try {
    return await measure(kernel);
  } catch (error) {
    if (tries === 1) throw error;
    return measured(kernel, tries - 1);
  }
}

/** A Markdown table of medians over runs. */
function table(runs: ReadonlyMap<string, readonly Measures[]>): string {
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
  return markdownTable(
    ["", ...names],
    ROWS.map(([row, title]) => [title, ...cells(row)]),
  );
}
