import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { pythonWith } from "../../../src/setup/python";
import { run } from "../../../src/setup/run";
import { kernels } from "./kernels";
import { markdownTable, writeSection } from "./table";

const RUNS = Number(process.env.ELBO_BENCH_RUNS || 3);
const ROOT = path.join(__dirname, "..", "..", "..");
const CLIENTS = path.join(ROOT, "test", "clients");
const SCRIPT = path.join(__dirname, "kernel_tests.py");
const REQUIREMENTS = ["requirements.txt", "requirements-oldest.txt"].map((name) => path.join(CLIENTS, name));

/** How the tests of one run ended: `passed`, `failed` or `skipped`, and why. */
type Ends = Readonly<Record<string, readonly [end: string, why: string]>>;

test("jupyter_kernel_test against our kernel and others", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "elbo-bench-"));
  const names = kernels().map(({ name }) => name);
  try {
    symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
    for (const { name, spec } of kernels()) {
      const resources = path.join(folder, "kernels", name);
      mkdirSync(resources, { recursive: true });
      const named = { display_name: name, language: "any", ...spec };
      writeFileSync(path.join(resources, "kernel.json"), JSON.stringify(named));
    }
    const sections: string[] = [];
    for (const requirements of REQUIREMENTS) {
      const python = await pythonWith(requirements);
      const runs = new Map<string, Ends[]>(names.map((name) => [name, []]));
      for (let i = 0; i < RUNS; i++)
        for (const name of names) runs.get(name)!.push(await tested(name, { python, folder }));
      sections.push(`With jupyter_kernel_test ${versionIn(requirements)}:\n\n${table(runs)}`);
    }
    console.log(sections.join("\n\n"));
    if (process.env.ELBO_BENCH_WRITE === "1") writeSection("conformance", [WHAT, ...sections].join("\n\n"));
    expect(sections).toHaveLength(REQUIREMENTS.length);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});

const WHAT = `Each kernel is asked what it has, in cells of its own language: ✓ passed, ✗ failed, – the kernel has no such thing. Number of runs: ${RUNS}.`;

interface Place {
  readonly python: string;
  readonly folder: string;
}

async function tested(kernel: string, place: Place, tries = 3): Promise<Ends> {
  const { python, folder } = place;
  const env = {
    ...process.env,
    PATH: [path.dirname(process.execPath), process.env.PATH].join(path.delimiter),
    PYTHONPATH: CLIENTS,
    JUPYTER_PATH: folder,
    JUPYTER_DATA_DIR: path.join(folder, "data"),
    JUPYTER_RUNTIME_DIR: path.join(folder, "runtime"),
    IPYTHONDIR: path.join(folder, "ipython"),
  };
  const { ok, stdout, stderr } = await run(python, [SCRIPT, kernel], { cwd: folder, env });
  if (!ok) throw new Error(`${kernel}: ${stderr}`);
  const ends: Ends = JSON.parse(stdout.slice(stdout.lastIndexOf("\n{") + 1));
  for (const [name, [end, why]] of Object.entries(ends))
    if (end === "failed") console.log(`${kernel}, ${name}: ${why.trim().split("\n").at(-1)}`);
  // If the kernel did not start, that is the one end. tslab does not hear a client that is quick, now and then.
  const started = Object.keys(ends).every((name) => name.startsWith("test_"));
  return started || tries === 1 ? ends : tested(kernel, place, tries - 1);
}

/** A Markdown table of a test a row and a kernel a column. */
function table(runs: ReadonlyMap<string, readonly Ends[]>): string {
  const names = [...runs.keys()];
  const tests = [...new Set([...runs.values()].flat().flatMap(Object.keys))].sort();
  const passesOf = (name: string, test: string) =>
    runs.get(name)!.filter((ends) => ends[test]?.[0] === "passed").length;
  const mark = (name: string, test: string) => {
    const passes = passesOf(name, test);
    if (passes === RUNS) return "✓";
    if (passes > 0) return `${passes} of ${RUNS}`;
    return runs.get(name)!.every((ends) => ends[test]?.[0] === "failed") ? "✗" : "–";
  };
  const sum = (name: string) => tests.filter((test) => passesOf(name, test) === RUNS).length;
  return markdownTable(
    ["", ...names],
    [
      ...tests.map((test) => [
        test.replace("test_", "").replaceAll("_", " "),
        ...names.map((name) => mark(name, test)),
      ]),
      [`passed, of ${tests.length}`, ...names.map((name) => `${sum(name)}`)],
    ],
  );
}

function versionIn(requirements: string): string {
  return /^jupyter_kernel_test==(.+)$/m.exec(readFileSync(requirements, "utf8"))![1];
}
