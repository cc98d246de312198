import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { isCode, joined, type Notebook } from "../../src/runner/notebook";
import { readNotebook } from "../../src/runner/read-notebook";
import { notebookOf, writeNotebook } from "../runner/fixture";
import { describeClients } from "./python";

const CONFIG = `
c = get_config()
c.CourseDirectory.course_id = "elbo"
c.ClearSolutions.code_stub = {"typescript": 'throw new Error("yours to write");'}
c.ExecutePreprocessor.timeout = 60
`;

const ENTROPY = (body: string) => `const entropy = (q: readonly number[]): number => {\n${body}\n};`;
const RIGHT = "  return -q.reduce((sum, p) => sum + (p === 0 ? 0 : p * Math.log(p)), 0);";
const FORGETS_ZERO = "  return -q.reduce((sum, p) => sum + p * Math.log(p), 0);";
const NO_NUMBER = '  return "log 2";';

const IMPORTS = 'import { check } from "elbo";';
const VISIBLE = 'check("fair coin", entropy([0.5, 0.5]), { expected: Math.LN2, tolerance: 1e-12 });';
const HIDDEN = [
  'check("fair die", entropy([0.25, 0.25, 0.25, 0.25]), { expected: Math.log(4), tolerance: 1e-12 });',
  "// BEGIN HIDDEN TESTS",
  'check("two heads", entropy([1, 0]), { expected: 0, tolerance: 1e-12 });',
  "// END HIDDEN TESTS",
].join("\n");
/** A number as the last value is partial credit. */
const COUNTED = "[[0.5, 0.5], [0, 1]].filter((q) => Number.isFinite(entropy(q))).length";

/** The metadata by which nbgrader knows the exercise and its tests: their points, by cell. */
const POINTS: Readonly<Record<string, number>> = { c3: 2, c4: 2, c5: 2 };

function exercise(solution: string): Notebook {
  const { cells, ...rest } = notebookOf(IMPORTS, ENTROPY(solution), VISIBLE, HIDDEN, COUNTED);
  return {
    ...rest,
    cells: cells.map((cell) => {
      const points = POINTS[cell.id];
      if (cell.id !== "c2" && points === undefined) return cell;
      const grade = points !== undefined;
      const kind = { grade, locked: grade, solution: !grade, ...(grade && { points }) };
      return { ...cell, metadata: { nbgrader: { ...kind, grade_id: cell.id, schema_version: 3, task: false } } };
    }),
  };
}

describeClients("nbgrader", "newest", ({ folder, python }) => {
  const nbgrader = (...args: string[]) => python("-m", "nbgrader", ...args);
  const put = (place: string, notebook: Notebook) => {
    mkdirSync(path.join(folder, place), { recursive: true });
    writeNotebook(path.join(folder, place), "entropy", notebook);
  };

  test("releases an exercise without its solution, and grades it in full, in part, and with nothing", async () => {
    writeFileSync(path.join(folder, "nbgrader_config.py"), CONFIG);
    put("source/week1", exercise(["  // BEGIN SOLUTION", RIGHT, "  // END SOLUTION"].join("\n")));
    await nbgrader("generate_assignment", "week1");
    const released = readNotebook(path.join(folder, "release", "week1", "entropy.ipynb"));
    const sources = released.cells.filter(isCode).map(({ source }) => joined(source));
    expect(sources[1]).toBe(ENTROPY('  throw new Error("yours to write");'));
    expect(sources[3]).toBe(HIDDEN.split("\n")[0]);

    const submissions = { full: RIGHT, half: FORGETS_ZERO, mistyped: NO_NUMBER };
    for (const [student, solution] of Object.entries(submissions)) {
      const cells = released.cells.map((cell) => (cell.id === "c2" ? { ...cell, source: ENTROPY(solution) } : cell));
      put(`submitted/${student}/week1`, { ...released, cells });
    }
    await nbgrader("autograde", "week1");
    await nbgrader("export", "--to", "grades.csv");
    const [header, ...rows] = readFileSync(path.join(folder, "grades.csv"), "utf8").trim().split(/\r?\n/);
    const column = (name: string) => header.split(",").indexOf(name);
    const scores = rows
      .map((row) => row.split(","))
      .map((row) => [row[column("student_id")], Number(row[column("raw_score")])]);
    expect(Object.fromEntries(scores)).toEqual({ full: 6, half: 3, mistyped: 0 });
  }, 120_000);
});
