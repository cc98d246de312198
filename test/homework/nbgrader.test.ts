import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
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

/** Does what `nbgrader` does for each line, all in one process: its start takes longer than most of what it is asked. */
const NBGRADER = `
import sys
from nbgrader.apps import NbGrader, NbGraderApp
for line in sys.argv[1:]:
    NbGraderApp.launch_instance(line.split())
    type(NbGrader.instance()).clear_instance()
`;

describeClients("nbgrader and the homeworks", "newest", ({ folder, python }) => {
  const place = (kind: string, ...rest: string[]) => path.join(folder, kind, ...rest);
  const homeworks = HOMEWORKS.map((name, i) => {
    const homework = homeworkNamed(name);
    const half = solved(homework, (answer) => answer % 2 === 0);
    // nbgrader adds marks up alike in all homeworks: a whole solution of one of them does for all
    return { name, homework, submissions: i === 0 ? { half, whole: solved(homework) } : { half } };
  });

  beforeAll(async () => {
    writeFileSync(path.join(folder, "nbgrader_config.py"), CONFIG);
    for (const { name, homework, submissions } of homeworks) {
      mkdirSync(place("source", name), { recursive: true });
      copyFileSync(homework.file, place("source", name, `${name}.ipynb`));
      for (const [student, notebook] of Object.entries(submissions)) {
        mkdirSync(place("submitted", student, name), { recursive: true });
        writeNotebook(place("submitted", student, name), name, notebook);
      }
    }
    const each = (command: string) => HOMEWORKS.map((name) => `${command} ${name}`);
    const lines = ["generate_assignment", "autograde", "generate_feedback"].flatMap(each);
    await python("-c", NBGRADER, ...lines, "export --to grades.csv");
  }, 1_200_000);

  test.each(homeworks)(
    "$name: nbgrader's marks are ours, and it gives feedback",
    async ({ name, homework, submissions }) => {
      const theirs = marksOf(readFileSync(place("grades.csv"), "utf8"), name);
      const launch = findKernelspec("elbo");
      const examine = examiner(homework, { launch, cellSeconds: 300, wholeSeconds: 900, memoryBytes: 16e9 });
      const { exercises } = await examine(submissions.half);
      expect(theirs.half).toBe(exercises.reduce((sum, { earned }) => sum + earned, 0));
      // Ours for the whole one are full marks: see laws.test.ts.
      const full = homework.exercises.reduce((sum, { points }) => sum + points, 0);
      if ("whole" in submissions) expect(theirs.whole).toBe(full);
      expect(theirs.half).toBeLessThan(full);
      for (const student of Object.keys(submissions)) {
        expect(existsSync(place("feedback", student, name, `${name}.html`))).toBe(true);
      }
    },
    300_000,
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
