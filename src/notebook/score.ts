import { failureOf, type Question } from "./question";

/** What a cell of an exercise earned, and in words the first question that was not answered rightly. */
export interface Mark {
  readonly earned: number;
  readonly points: number;
  readonly failure?: string;
}

class WrongAnswer extends Error {}

/**
 * All points if every question is answered rightly, else none: asks until the first wrong answer, and says which it
 * was. Never throws: a function that does has answered wrongly.
 */
export async function mark(points: number, questions: (ask: (question: Question) => void) => unknown): Promise<Mark> {
  let asked = 0;
  try {
    await questions((question) => {
      asked++;
      const failure = failureOf(question);
      if (failure !== undefined) throw new WrongAnswer(failure);
    });
    if (asked === 0) throw new Error("score needs at least one question, got none");
    return { earned: points, points };
  } catch (thrown) {
    if (thrown instanceof WrongAnswer) return { earned: 0, points, failure: thrown.message };
    return { earned: 0, points, failure: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

/**
 * The points of a graded cell, all or none, as the cell's value; a wrong answer is shown as the first counterexample
 * with its hint.
 */
export async function score(
  points: number,
  questions: (ask: (question: Question) => void) => unknown,
): Promise<number> {
  const { earned, failure } = await mark(points, questions);
  if (failure !== undefined) console.log(failure);
  return earned;
}
