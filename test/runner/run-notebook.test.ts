import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import type { CodeCell } from "../../src/runner/notebook";
import { readNotebook } from "../../src/runner/read-notebook";
import { type RunOptions, runNotebook } from "../../src/runner/run-notebook";
import { notebookOf, temporaryFolder, writeNotebook } from "./fixture";

afterEach(() => void vi.unstubAllEnvs());

/** Runs a notebook of these cells. → its report, and the code cells of the executed copy */
async function run(codes: readonly string[], options: Partial<RunOptions> = {}) {
  const folder = temporaryFolder();
  const file = writeNotebook(folder, "lesson", notebookOf(...codes));
  const source = readFileSync(file, "utf8");
  const copy = path.join(folder, "out", "lesson.ipynb");
  const report = await runNotebook(file, { copy, timeoutSeconds: 60, ...options });
  expect(readFileSync(file, "utf8")).toBe(source);
  const cells = readNotebook(copy).cells.slice(1) as CodeCell[];
  return { file, copy, report, cells, statuses: report.cells.map(({ status }) => status) };
}

test("a good notebook has its outputs and counts in a valid copy, the same ones each time", async () => {
  const codes = [
    'console.log("a");',
    "const x = [1];\nx",
    'import path from "node:path";\npath.basename(process.cwd())',
  ];
  const { report, cells, copy, file } = await run(codes);
  expect(report).toMatchObject({ notebook: file, status: "ok", checks: [] });
  expect(report.cells.map(({ id, status }) => [id, status])).toEqual([
    ["c1", "ok"],
    ["c2", "ok"],
    ["c3", "ok"],
  ]);
  expect(cells.map((cell) => cell.execution_count)).toEqual([1, 2, 3]);
  expect(cells[0].outputs).toEqual([{ output_type: "stream", name: "stdout", text: ["a\n"] }]);
  // Cells run in the notebook's folder.
  const folder = `'${path.basename(path.dirname(file))}'`;
  expect(cells[2].outputs).toMatchObject([{ execution_count: 3, data: { "text/plain": [folder] } }]);
  const first = readFileSync(copy, "utf8");
  await runNotebook(file, { copy, timeoutSeconds: 60 });
  expect(readFileSync(copy, "utf8")).toBe(first);
});

test("a cell that throws is told with notebook, step, source and error; the rest is not run, the copy written", async () => {
  const { report, cells, statuses, file } = await run(['console.log("before");\nthrow new Error("no");', "1", "2"]);
  expect(statuses).toEqual(["failed", "not run", "not run"]);
  expect(report.failure).toBe(
    [
      `failed in ${file}, Step one, cell c1`,
      '    console.log("before");',
      '    throw new Error("no");',
      "Error: no",
      "    at cell [1], line 2, column 7",
      "cells not run: 2",
    ].join("\n"),
  );
  expect(cells[0].outputs).toMatchObject([{ text: ["before\n"] }, { output_type: "error", ename: "Error" }]);
  expect(cells[1]).toMatchObject({ outputs: [], execution_count: null });
});

test.each([
  [
    "with SIGKILL",
    'const end = Date.now() + 500;\nwhile (Date.now() < end);\nprocess.kill(process.pid, "SIGKILL");',
    "the kernel's process ended by SIGKILL",
  ],
  ["by process.exit(0)", "process.exit(0);", "the kernel's process ended with status 0"],
])("a kernel that dies in mid-cell %s is a failure, and what it had printed is saved", async (_, death, how) => {
  const { report, cells, statuses, file } = await run([`console.log("before");\n${death}`, "1"]);
  expect(report.failure).toContain(`kernel died in ${file}, Step one, cell c1`);
  expect(report.failure).toContain(how);
  expect([report.status, ...statuses]).toEqual(["failed", "failed", "not run"]);
  expect(cells[0].outputs).toMatchObject([
    { output_type: "stream", name: "stdout", text: ["before\n"] },
    { output_type: "error", ename: "KernelDied" },
  ]);
});

test("a kernel that runs out of memory says so", async () => {
  vi.stubEnv("NODE_OPTIONS", "--max-old-space-size=160");
  const { report } = await run([
    "const all: unknown[] = [];\nwhile (true) all.push(new Array(1000).fill(all.length));",
  ]);
  expect(report.failure).toMatch(/kernel died in .*\n.*\n.*\n.*SIGABRT.*heap out of memory/);
});

// Whatever else runs without end: test/kernel/interrupts.test.ts.
test.each([
  ["a loop", "while (true);"],
  ["an await", "await new Promise(() => {});"],
  ["a regular expression", '/^(a+)+$/.test("a".repeat(40) + "b");'],
  ["a child process", 'import { execSync } from "node:child_process";\nexecSync("sleep 62.3");'],
])("%s without end is interrupted at the time limit", async (_, code) => {
  const { report, statuses } = await run([code, "1"], { timeoutSeconds: 0.3 });
  expect(report.failure).toContain("it took longer than 0.3 s");
  expect(report.failure).not.toContain("died");
  expect(statuses).toEqual(["failed", "not run"]);
});

test("a cell that ignores its interrupt is killed", async () => {
  const { report } = await run(
    ['import { execSync } from "node:child_process";\nexecSync("trap \'\' INT; sleep 62.3");'],
    { timeoutSeconds: 2 },
  );
  expect(report.failure).toContain("it took longer than 2 s; its process ended by SIGKILL");
});

test("output without end is cut, and the time limit still holds", async () => {
  const { report, cells } = await run(['while (true) console.log("x".repeat(1e5));'], { timeoutSeconds: 1 });
  expect(report.failure).toContain("it took longer than 1 s");
  const [text, note] = cells[0].outputs as { text: string[] }[];
  expect(text.text.join("")).toHaveLength(1e6);
  expect(note.text).toEqual(["[the output of this cell was cut at 1 MB]\n"]);
});

test("an error that comes when its cell is over fails that cell", async () => {
  const { report, statuses } = await run([
    'void setTimeout(() => { throw new Error("late"); }, 50);',
    "await new Promise((done) => setTimeout(done, 300));",
    "1",
  ]);
  expect(statuses).toEqual(["failed", "ok", "not run"]);
  expect(report.failure).toContain("cell c1\n");
  expect(report.failure).toContain("Error: late");
});

test("checks are reported; one that did not pass is a failure though nothing was thrown", async () => {
  const check = (
    claim: string,
    value: number,
    pass: boolean,
  ) => `(globalThis as any)[Symbol.for("elbo.display")].display({
    data: { "application/vnd.elbo.check+json": { claim: "${claim}", value: ${value}, expected: 1, tolerance: 0.1, pass: ${pass} } },
  });`;
  const { report } = await run([check("good", 1, true), check("bad", 2, false)]);
  expect(report.status).toBe("failed");
  expect(report.failure).toContain('the check "bad" did not pass');
  expect(report.checks).toEqual([
    { claim: "good", value: 1, expected: 1, tolerance: 0.1, pass: true },
    { claim: "bad", value: 2, expected: 1, tolerance: 0.1, pass: false },
  ]);
});

test("a second run of one notebook is refused with the first one's pid while it lasts", async () => {
  const folder = temporaryFolder();
  const file = writeNotebook(folder, "lesson", notebookOf("await new Promise((done) => setTimeout(done, 300));"));
  const options = { copy: path.join(folder, "copy.ipynb"), timeoutSeconds: 60 };
  const first = runNotebook(file, options);
  await expect(runNotebook(file, options)).rejects.toThrow(`process ${process.pid}`);
  expect((await first).status).toBe("ok");
  expect((await runNotebook(file, options)).status).toBe("ok");
});

test.each([
  ["that cannot load its addon", "throw new Error('no addon')", "its process ended with status 1", "no addon"],
  ["that never answers", "console.error('waiting'); setInterval(() => {}, 1000)", "no answer within 2 s", "waiting"],
])("a kernel %s is a failure with what it wrote", async (_, script, reason, log) => {
  const folder = temporaryFolder();
  const resources = path.join(folder, "kernels", "broken");
  mkdirSync(resources, { recursive: true });
  writeFileSync(path.join(resources, "kernel.json"), JSON.stringify({ argv: ["node", "-e", script] }));
  vi.stubEnv("JUPYTER_PATH", folder);
  const notebook = notebookOf("1");
  const file = writeNotebook(folder, "a", {
    ...notebook,
    metadata: { kernelspec: { name: "broken", display_name: "Broken" } },
  });
  const copy = path.join(folder, "copy.ipynb");
  const running = runNotebook(file, { copy, timeoutSeconds: 60, startupSeconds: 2 });
  await expect(running).rejects.toThrow(`the kernel did not start: ${reason}`);
  await expect(running).rejects.toThrow(log);
  expect(existsSync(copy)).toBe(false);
});

test("a notebook that names no kernel, or an unknown one, is refused", async () => {
  const folder = temporaryFolder();
  const options = { copy: path.join(folder, "copy.ipynb"), timeoutSeconds: 60 };
  const none = writeNotebook(folder, "none", { ...notebookOf("1"), metadata: {} });
  await expect(runNotebook(none, options)).rejects.toThrow(`${none} names no kernel`);
  const unknown = { kernelspec: { name: "soup", display_name: "Soup" } };
  const file = writeNotebook(folder, "unknown", { ...notebookOf("1"), metadata: unknown });
  await expect(runNotebook(file, options)).rejects.toThrow("no kernel is named soup");
});

test("nothing that a cell started is left over", () => {
  const { stdout } = spawnSync("ps", ["-e", "-o", "args"], { encoding: "utf8" });
  expect(stdout.split("\n").filter((line) => line.includes("sleep 62.3"))).toEqual([]);
});
