import { existsSync, lstatSync, readdirSync, readFileSync, type Stats } from "node:fs";
import path from "node:path";
import type { Notebook } from "../runner/notebook";
import { readNotebook } from "../runner/read-notebook";

const MAX_BYTES = 20e6;

/** What a student has handed in: a notebook, or why there is none to grade. */
export interface Submission {
  readonly notebook?: Notebook;
  readonly refused?: string;
  /** The file's bytes, of which the marks are to remember a fingerprint. */
  readonly bytes: Uint8Array;
}

/** The students of a folder of submissions: the names of its folders. @throws one line, if there are none */
export function findStudents(submitted: string, named: readonly string[] = []): readonly string[] {
  const odd = named.find((name) => name !== path.basename(name) || name.startsWith("."));
  if (odd !== undefined) throw new Error(`a student needs the name of a folder in ${submitted}, got ${odd}`);
  if (named.length > 0) return [...new Set(named)];
  const entries = existsSync(submitted) ? readdirSync(submitted, { withFileTypes: true }) : [];
  // A link is listed, to be refused: who handed it in is not to go missing from the marks.
  const students = entries.filter(
    (entry) => (entry.isDirectory() || entry.isSymbolicLink()) && !entry.name.startsWith("."),
  );
  if (students.length === 0)
    throw new Error(`${submitted} has no folder of a student: it needs STUDENT/NAME/NAME.ipynb`);
  return students.map(({ name }) => name).sort();
}

/** Reads what a student has handed in of a homework, where nbgrader puts it. Never throws. */
export function readSubmission(submitted: string, student: string, homework: string): Submission {
  const file = path.join(submitted, student, homework, `${homework}.ipynb`);
  const refuse = (refused: string): Submission => ({ refused, bytes: Buffer.from(refused) });
  try {
    // A link could lead to the solution.
    for (const place of [path.join(submitted, student), path.dirname(file), file]) {
      if (statOf(place).isSymbolicLink()) return refuse(`${path.basename(place)} is a link, not what was handed in`);
    }
    const stats = statOf(file);
    // To read a pipe would take for ever.
    if (!stats.isFile()) return refuse(`${path.basename(file)} is no file`);
    const megabytes = Math.ceil(stats.size / 1e6);
    if (stats.size > MAX_BYTES) return refuse(`the notebook has ${megabytes} MB, more than ${MAX_BYTES / 1e6}`);
    const bytes = readFileSync(file);
    return { notebook: readNotebook(file), bytes };
  } catch (error) {
    return refuse((error as Error).message.replace(file, `${homework}.ipynb`));
  }
}

function statOf(place: string): Stats {
  const stats = lstatSync(place, { throwIfNoEntry: false });
  if (!stats) throw new Error("nothing was handed in");
  return stats;
}
