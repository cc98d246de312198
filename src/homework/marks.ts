import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { save } from "../runner/save";
import type { Place } from "./place";

export interface ExerciseMark extends Place {
  readonly id: string;
  readonly points: number;
  readonly earned: number;
  /** The first counterexample and its hint. */
  readonly failure?: string;
}

/** A cell that the student wrote, and what went wrong when it ran. */
export interface AnswerReport {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly failure?: string;
}

/** What one student has for one homework. */
export interface Marks {
  readonly student: string;
  readonly homework: string;
  readonly earned: number;
  readonly points: number;
  readonly exercises: readonly ExerciseMark[];
  readonly answers: readonly AnswerReport[];
  /** Why the submission as a whole could not be graded. */
  readonly refused?: string;
  readonly sandbox: "bubblewrap" | "none";
  /** What they were made of: the same gives the same. */
  readonly fingerprint: string;
}

export function marksFile(out: string, student: string): string {
  return path.join(out, "students", `${student}.json`);
}

/** The marks of a student that are there; undefined if there are none that can be read. */
export function readMarks(out: string, student: string): Marks | undefined {
  try {
    return JSON.parse(readFileSync(marksFile(out, student), "utf8"));
  } catch {
    return undefined;
  }
}

export function writeMarks(out: string, marks: Marks): void {
  save(marksFile(out, marks.student), `${JSON.stringify(marks, undefined, 1)}\n`);
}

/** All marks that are there, by the names of the students. */
export function allMarks(out: string): readonly Marks[] {
  const folder = path.dirname(marksFile(out, "any"));
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => /^[^.].*\.json$/.test(name)) : [];
  return files
    .sort()
    .map((name) => readMarks(out, name.slice(0, -".json".length)))
    .filter((marks) => marks !== undefined);
}
