import type { Launch } from "../runner/kernel-process";
import { type CodeCell, isCode, joined, type Notebook } from "../runner/notebook";
import { declaresNothing } from "./declarations";
import { gradingOf, keyOf } from "./grading";
import { type Checks, hiddenChecks } from "./hidden-checks";
import type { Homework } from "./homework";
import type { AnswerReport, ExerciseMark } from "./marks";
import { placesOf } from "./place";
import { release } from "./release";
import { restoreCells } from "./restore-cells";
import { openSession, type Session } from "./session";

/** How submissions are examined. */
export interface ExamOptions {
  readonly launch: Launch;
  /** The limit for one cell, and for one answer. */
  readonly cellSeconds: number;
  /** The limit for a submission as a whole, the start of its kernel included. */
  readonly wholeSeconds: number;
  readonly memoryBytes: number;
}

export interface Examination {
  readonly exercises: readonly ExerciseMark[];
  readonly answers: readonly AnswerReport[];
}

/** → a function that examines one submission, in kernels of its own. It rejects only if no kernel starts. */
export function examiner(homework: Homework, { launch, cellSeconds, wholeSeconds, memoryBytes }: ExamOptions) {
  const restore = restoreCells(release(homework.notebook));
  const checksOf = hiddenChecks(homework);
  const places = placesOf(homework.notebook.cells);
  return async (submission: Notebook): Promise<Examination> => {
    const cells = restore(submission).cells.filter(isCode).filter(isNeeded);
    const deadline = Date.now() + wholeSeconds * 1000;
    const failures = new Map<unknown, string>();
    const deadly = new Set<unknown>();

    /** A kernel in which all cells have run, but for those that have ended one. */
    const begin = async (): Promise<Session> => {
      const session = await openSession(launch, { cellSeconds, memoryBytes, deadline });
      for (const cell of cells.filter((cell) => !deadly.has(cell))) {
        const failure = await session.run(joined(cell.source));
        if (failure !== undefined) failures.set(cell, failure);
        if (session.over === undefined) continue;
        deadly.add(cell);
        await session.close();
        return Date.now() < deadline ? begin() : session;
      }
      return session;
    };

    let session = await begin();
    const askers = homework.studentNames.map((name) => [name, asker(name, (...asked) => session.ask(...asked))]);
    const checks: Checks = await checksOf(Object.fromEntries(askers));
    const exercises: ExerciseMark[] = [];
    for (const { id, title, asks, points } of homework.exercises) {
      // An exercise that ends the kernel costs its own points, not those of the others.
      if (session.over !== undefined && Date.now() < deadline) session = await begin();
      const { earned, failure } = await checks[id]();
      exercises.push({ id, title, asks, points, earned, failure: short(failure) });
    }
    await session.close();
    const answers = cells
      .filter((cell) => gradingOf(cell)?.solution)
      .map((cell) => ({
        id: keyOf(cell),
        title: places.get(keyOf(cell))?.title ?? "",
        source: short(joined(cell.source), SOURCE_CHARACTERS),
        failure: short(failures.get(cell)),
      }));
    return { exercises, answers };
  };
}

/** Stands for a name of the student's in the checks: `await f(x)` calls the function, `await f` takes the value. */
function asker(name: string, ask: Session["ask"]): unknown {
  const call = (...args: readonly unknown[]) => ask(name, args);
  // biome-ignore lint/suspicious/noThenProperty: a value is to be awaited.
  return Object.assign(call, { then: (...takers: Parameters<Promise<unknown>["then"]>) => ask(name).then(...takers) });
}

/** What a locked cell only shows or tries is for students to see. */
function isNeeded(cell: CodeCell): boolean {
  return gradingOf(cell)?.locked !== true || !declaresNothing(joined(cell.source));
}

const SHORT_CHARACTERS = 4000;
/** More than anybody writes: all marks of a class are in memory at once. */
const SOURCE_CHARACTERS = 100_000;

function short<Text extends string | undefined>(text: Text, length = SHORT_CHARACTERS): Text {
  return (text !== undefined && text.length > length ? `${text.slice(0, length)}…` : text) as Text;
}
