import { readFileSync } from "node:fs";
import type { Launch } from "../runner/kernel-process";
import { findKernelspec } from "../runner/kernelspec";
import { lock } from "../runner/lock";
import { type Examination, examiner } from "./examine";
import { fingerprintOf, fingerprintOfGrader } from "./fingerprint";
import type { Homework } from "./homework";
import { type ExerciseMark, type Marks, marksFile, readMarks, writeMarks } from "./marks";
import { proveSolution } from "./prove-solution";
import { ALLOWANCE, type Allowance, sandboxedKernel } from "./sandbox";
import { findStudents, readSubmission } from "./submissions";
import { writeSummary } from "./summary";

export interface GradeOptions {
  /** The folder of the submissions: STUDENT/NAME/NAME.ipynb. */
  readonly submitted: string;
  /** The folder of the marks of this homework. */
  readonly out: string;
  /** Whom to grade; without any, all. */
  readonly students?: readonly string[];
  readonly jobs: number;
  /** The limit for one cell, and for one answer. */
  readonly cellSeconds: number;
  /** The limit for a submission as a whole. */
  readonly wholeSeconds?: number;
  /** Whether submissions are run without a sandbox, which the marks then say. */
  readonly unsafe?: boolean;
  readonly allowance?: Allowance;
  readonly onMarks?: (marks: Marks, progress: { readonly isNew: boolean; readonly left: number }) => void;
}

/**
 * Grades submissions, several at once, and leaves alone what was graded before and has not changed since. Marks are on
 * the disk as soon as they are known, so that a run that was cut short is taken up where it was. → a line for each
 * submission that could not be graded through no fault of its student
 * @throws one line, if there is no sandbox, or if the homework's own solution does not earn full marks in it
 */
export async function grade(homework: Homework, options: GradeOptions): Promise<readonly string[]> {
  const { submitted, out, jobs, cellSeconds, unsafe = false, allowance = ALLOWANCE, onMarks = () => {} } = options;
  const { wholeSeconds = WHOLE_IN_CELLS * cellSeconds } = options;
  const left = [...findStudents(submitted, options.students)];
  const launch: Launch = unsafe ? findKernelspec("elbo") : await sandboxedKernel(allowance);
  const examine = examiner(homework, { launch, cellSeconds, wholeSeconds, memoryBytes: allowance.memoryBytes });
  const tool = fingerprintOf([readFileSync(homework.file), fingerprintOfGrader(), unsafe ? "unsafe" : ""]);

  const marksFor = async (student: string): Promise<{ readonly marks: Marks; readonly isNew: boolean }> => {
    const { notebook, refused, bytes } = readSubmission(submitted, student, homework.name);
    const fingerprint = fingerprintOf([tool, bytes]);
    const known = readMarks(out, student);
    if (known?.fingerprint === fingerprint) return { marks: known, isNew: false };
    const { exercises, answers } = notebook ? await examine(notebook) : nothing(homework);
    const [earned, points] = [sumOf(exercises, "earned"), sumOf(exercises, "points")];
    const sandbox = unsafe ? "none" : "bubblewrap";
    const name = { student, homework: homework.name };
    const marks: Marks = { ...name, earned, points, exercises, answers, refused, sandbox, fingerprint };
    writeMarks(out, marks);
    return { marks, isNew: true };
  };
  const faults: string[] = [];
  const worker = async () => {
    for (let student = left.shift(); student !== undefined; student = left.shift()) {
      try {
        const unlock = lock(marksFile(out, student));
        const { marks, isNew } = await marksFor(student).finally(unlock);
        onMarks(marks, { isNew, left: left.length });
      } catch (error) {
        faults.push(`${student} was not graded: ${(error as Error).message}`);
      }
    }
  };
  await proveSolution(homework, { examine, tool, out });
  await Promise.all(Array.from({ length: jobs }, worker));
  writeSummary(out);
  return faults;
}

/** As many cells may take as long as one may. */
const WHOLE_IN_CELLS = 10;

function nothing({ exercises }: Homework): Examination {
  return { exercises: exercises.map(({ code: _, ...exercise }) => ({ ...exercise, earned: 0 })), answers: [] };
}

function sumOf(exercises: readonly ExerciseMark[], member: "earned" | "points"): number {
  return exercises.reduce((sum, exercise) => sum + exercise[member], 0);
}
