import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { examiner } from "../../src/homework/examine";
import { STUB } from "../../src/homework/stub-solutions";
import { findKernelspec } from "../../src/runner/kernelspec";
import { describeClients } from "../clients/python";
import { writeNotebook } from "../runner/fixture";
import { HOMEWORKS, homeworkNamed, solved } from "./submissions";

const CONFIG = `
c = get_config()
c.CourseDirectory.course_id = "elbo"
c.ClearSolutions.code_stub = {"typescript": ${JSON.stringify(STUB)}}
c.ClearHiddenTests.enforce_metadata = False
c.ExecutePreprocessor.timeout = 300
`;

describeClients("nbgrader and a homework", "newest", ({ folder, python }) => {
  const nbgrader = (...args: string[]) => python("-m", "nbgrader", ...args);

  test.each(HOMEWORKS)(
    "%s: nbgrader's marks are ours, and it gives feedback",
    async (name) => {
      const homework = homeworkNamed(name);
      const half = solved(homework, (answer) => answer % 2 === 0);
      // nbgrader adds marks up alike in all homeworks: a whole solution of one of them does for all
      const whole = name === HOMEWORKS[0] ? { whole: solved(homework) } : {};
      const submissions = { half, ...whole };
      writeFileSync(path.join(folder, "nbgrader_config.py"), CONFIG);
      const place = (kind: string, ...rest: string[]) => path.join(folder, kind, ...rest, name);
      mkdirSync(place("source"), { recursive: true });
      copyFileSync(homework.file, path.join(place("source"), `${name}.ipynb`));
      await nbgrader("generate_assignment", name);
      for (const [student, notebook] of Object.entries(submissions)) {
        mkdirSync(place("submitted", student), { recursive: true });
        writeNotebook(place("submitted", student), name, notebook);
      }
      await nbgrader("autograde", name);
      await nbgrader("generate_feedback", name);
      await nbgrader("export", "--to", "grades.csv");

      const theirs = marksOf(readFileSync(path.join(folder, "grades.csv"), "utf8"), name);
      const launch = findKernelspec("elbo");
      const examine = examiner(homework, { launch, cellSeconds: 300, wholeSeconds: 900, memoryBytes: 16e9 });
      const { exercises } = await examine(half);
      expect(theirs.half).toBe(exercises.reduce((sum, { earned }) => sum + earned, 0));
      // Ours for the whole one are full marks: see laws.test.ts.
      const full = homework.exercises.reduce((sum, { points }) => sum + points, 0);
      if ("whole" in submissions) expect(theirs.whole).toBe(full);
      expect(theirs.half).toBeLessThan(full);
      for (const student of Object.keys(submissions)) {
        expect(existsSync(path.join(place("feedback", student), `${name}.html`))).toBe(true);
      }
    },
    1_200_000,
  );
});

/** The raw score of each student in one assignment of nbgrader's export. */
function marksOf(csv: string, assignment: string): Readonly<Record<string, number>> {
  const [header, ...rows] = csv
    .trim()
    .split(/\r?\n/)
    .map((row) => row.split(","));
  const column = (name: string) => header.indexOf(name);
  const own = rows.filter((row) => row[column("assignment")] === assignment);
  return Object.fromEntries(own.map((row) => [row[column("student_id")], Number(row[column("raw_score")])]));
}
