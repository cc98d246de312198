import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { readHomework } from "../../../src/homework/homework";
import { allMarks } from "../../../src/homework/marks";
import { release } from "../../../src/homework/release";
import { memoryOf } from "../../../src/homework/watch";
import { formatNotebook } from "../../../src/runner/format-notebook";
import { isCode, joined, type Notebook } from "../../../src/runner/notebook";

const ROOT = path.join(__dirname, "..", "..", "..");
const SOURCE = path.join(ROOT, "notebooks", "homework", "h1-bounds.ipynb");
const DOCUMENT = path.join(ROOT, "docs", "teaching.md");
const STUDENTS = Number(process.env.ELBO_BENCH_STUDENTS || 200);
const CELL_SECONDS = 20;
const JOBS = availableParallelism();

test("a class is graded, killed in the middle and graded on: every submission has exactly one mark", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "elbo-bench-"));
  mkdirSync(path.join(folder, "notebooks", "homework"), { recursive: true });
  copyFileSync(SOURCE, path.join(folder, "notebooks", "homework", "h1-bounds.ipynb"));
  const expected = handIn(path.join(folder, "submitted"));
  const marks = path.join(folder, "marks", "h1-bounds");

  const began = Date.now();
  const first = start(folder);
  while (allMarks(marks).length < STUDENTS / 3) await delay(500);
  first.child.kill("SIGKILL");
  const killed = await first.ended;
  const before = new Map(allMarks(marks).map((mark) => [mark.student, JSON.stringify(mark)]));
  const second = start(folder);
  const resumed = await second.ended;
  const seconds = (Date.now() - began) / 1000;

  expect(resumed.status).toBe(0);
  const after = allMarks(marks);
  expect(Object.fromEntries(after.map(({ student, earned }) => [student, earned]))).toEqual(expected);
  for (const mark of after) expect(before.get(mark.student) ?? JSON.stringify(mark)).toBe(JSON.stringify(mark));
  expect(readFileSync(path.join(marks, "marks.csv"), "utf8").trim().split("\n")).toHaveLength(STUDENTS + 1);
  const megabytes = (kind: "grader" | "all") => `${Math.round(Math.max(killed[kind], resumed[kind]) / 1e6)} MB`;
  const row = [
    `${STUDENTS}`,
    `${JOBS}`,
    `${(seconds / 60).toFixed(1)} min`,
    `${((seconds * JOBS) / STUDENTS).toFixed(1)} s`,
    megabytes("grader"),
    megabytes("all"),
    `${before.size}, all kept`,
  ];
  write([HEAD, HEAD.map(() => "---:"), row].map((cells) => `| ${cells.join(" | ")} |`).join("\n"));
  rmSync(folder, { recursive: true });
});

const HEAD = [
  "submissions",
  "at once",
  "wall time",
  "each, in its place",
  "memory of the grader",
  "with its sandboxes",
  "marks when it was killed",
];

/** Hands in a class: most have solved it, some in part, a few not at all, or worse. → what each is to earn */
function handIn(submitted: string): Readonly<Record<string, number>> {
  const { notebook } = readHomework(SOURCE);
  const blank = release(notebook);
  const solved = withAnswers(blank, notebook, () => true);
  const half = withAnswers(blank, notebook, (id) => /^[abc]/.test(id) && !id.startsWith("bugs"));
  const spoiled = (statement: string) => ({
    ...solved,
    cells: solved.cells.map((cell) =>
      cell.id === "a1-answer" ? { ...cell, source: joined(cell.source).replace("{\n", `{\n  ${statement}\n`) } : cell,
    ),
  });
  const kinds: readonly (readonly [number, string | undefined])[] = [
    ...Array(6).fill([25, formatNotebook(solved)]),
    ...Array(2).fill([16, formatNotebook(half)]),
    ...Array(1).fill([0, formatNotebook(blank)]),
  ];
  const odd: readonly (readonly [number, string | undefined])[] = [
    [0, undefined],
    [0, "{"],
    [23, formatNotebook(spoiled("while (true);"))],
    [23, formatNotebook(spoiled("process.exit(0);"))],
    [25, formatNotebook(solved)],
  ];
  const expected: Record<string, number> = {};
  for (let i = 0; i < STUDENTS; i++) {
    const student = `student-${`${i}`.padStart(3, "0")}`;
    const [earned, text] = i % 10 < 9 ? kinds[i % 10] : odd[Math.floor(i / 10) % odd.length];
    const place = path.join(submitted, student, "h1-bounds");
    mkdirSync(place, { recursive: true });
    if (text !== undefined) writeFileSync(path.join(place, "h1-bounds.ipynb"), text);
    expected[student] = earned;
  }
  return expected;
}

function withAnswers(blank: Notebook, source: Notebook, isSolved: (id: string) => boolean): Notebook {
  const solutions = new Map(source.cells.map((cell) => [cell.id, cell]));
  const cells = blank.cells.map((cell) =>
    isCode(cell) && cell.id.endsWith("-answer") && isSolved(cell.id)
      ? { ...cell, source: solutions.get(cell.id)!.source }
      : cell,
  );
  return { ...blank, cells };
}

/** Starts the grader, and watches what it takes. */
function start(folder: string): {
  readonly child: ChildProcess;
  readonly ended: Promise<Peaks & { status: number | null }>;
} {
  const args = ["homework", "grade", "h1-bounds", "--submitted", "submitted", "--out", "marks"];
  const limits = ["--jobs", `${JOBS}`, "--timeout", `${CELL_SECONDS}`];
  const cli = path.join(ROOT, "dist", "cli.js");
  const child = spawn(process.execPath, [cli, ...args, ...limits], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const peaks = { grader: 0, all: 0 };
  const timer = setInterval(() => {
    peaks.all = Math.max(peaks.all, memoryOf(child.pid!));
    const own = `/proc/${child.pid}/statm`;
    if (existsSync(own)) peaks.grader = Math.max(peaks.grader, Number(readFileSync(own, "utf8").split(" ")[1]) * 4096);
  }, 500);
  const ended = once(child, "close").then(([status]) => {
    clearInterval(timer);
    return { ...peaks, status };
  });
  return { child, ended };
}

interface Peaks {
  readonly grader: number;
  readonly all: number;
}

function write(table: string): void {
  console.log(table);
  if (process.env.ELBO_BENCH_WRITE !== "1") return;
  const [begin, end] = ["<!-- class: written by test/bench/homework -->", "<!-- end of class -->"];
  const text = readFileSync(DOCUMENT, "utf8");
  const [before, after] = [text.split(begin)[0], text.split(end)[1]];
  writeFileSync(DOCUMENT, `${before}${begin}\n\n${table}\n\n${end}${after}`);
}
