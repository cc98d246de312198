import path from "node:path";
import { type CodeCell, isCode, joined, type Notebook } from "../runner/notebook";
import { readNotebook } from "../runner/read-notebook";
import { linesWithin } from "./blocks";
import { declaredNames } from "./declarations";
import { gradingOf, keyOf } from "./grading";
import { type Place, placesOf } from "./place";

/** A cell that earns points. */
export interface Exercise extends Place {
  readonly id: string;
  readonly points: number;
  /** The hidden check. */
  readonly code: string;
}

/** The source of a homework, with its solutions and hidden checks. */
export interface Homework {
  readonly name: string;
  readonly file: string;
  readonly notebook: Notebook;
  readonly exercises: readonly Exercise[];
  /** What stands at the top level of the cells that students write, and is asked for by the hidden checks. */
  readonly studentNames: readonly string[];
}

/** Reads a homework. @throws one line, if it is no notebook or could not be graded */
export function readHomework(file: string): Homework {
  const notebook = readNotebook(file);
  const code = notebook.cells.filter(isCode);
  const places = placesOf(notebook.cells);
  const exercises = code
    .filter((cell) => gradingOf(cell)?.grade)
    .map((cell) => ({ ...exerciseOf(cell, file), ...places.get(keyOf(cell))! }));
  const answers = code.filter((cell) => gradingOf(cell)?.solution);
  const ids = notebook.cells.map((cell) => gradingOf(cell)?.grade_id).filter((id) => id !== undefined);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new Error(`${file} has two cells with the grade_id ${twice}`);
  if (exercises.length === 0) throw new Error(`${file} is no homework: no cell of it earns points`);
  const studentNames = answers.flatMap(({ source }) => declaredNames(joined(source)));
  return { name: path.basename(file, ".ipynb"), file, notebook, exercises, studentNames: [...new Set(studentNames)] };
}

function exerciseOf(cell: CodeCell, file: string): Omit<Exercise, keyof Place> {
  const { grade_id: id, points = 0 } = gradingOf(cell)!;
  const code = linesWithin(joined(cell.source), "HIDDEN TESTS").join("\n");
  const [, scored] = code.match(/\bawait score\(\s*([\d.]+)/) ?? [];
  if (!(points > 0) || Number(scored) !== points) {
    throw new Error(`${file}, cell ${id} needs a hidden await score(${points}, …), got ${scored ?? "none"}`);
  }
  return { id, points, code };
}
