import { readdirSync } from "node:fs";
import path from "node:path";
import { gradingOf } from "../../src/homework/grading";
import { hideChecks } from "../../src/homework/hide-checks";
import { type Homework, readHomework } from "../../src/homework/homework";
import { onCode } from "../../src/homework/pass";
import { release } from "../../src/homework/release";
import { isCode, type Notebook } from "../../src/runner/notebook";

const FOLDER = path.join(__dirname, "..", "..", "notebooks", "homework");

/** The names of the homeworks of this course. */
export const HOMEWORKS = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".ipynb"))
  .map((file) => path.basename(file, ".ipynb"));

export function homeworkNamed(name: string): Homework {
  return readHomework(path.join(FOLDER, `${name}.ipynb`));
}

/** What a student hands in who solved a part of a homework, as its source does. */
export function solved({ notebook }: Homework, isSolved: (answer: number) => boolean = () => true): Notebook {
  const withoutMarkers = onCode((source) => source.replace(/^\s*\/\/ (BEGIN|END) SOLUTION\n/gm, ""))(
    hideChecks(notebook),
  );
  const solutions = new Map(withoutMarkers.cells.filter(isCode).map((cell) => [cell.id, cell.source]));
  const released = release(notebook);
  const answers = released.cells.filter((cell) => gradingOf(cell)?.solution);
  const kept = new Set(answers.filter((_, index) => isSolved(index)).map(({ id }) => id));
  const cells = released.cells.map((cell) => (kept.has(cell.id) ? { ...cell, source: solutions.get(cell.id)! } : cell));
  return { ...released, cells };
}
