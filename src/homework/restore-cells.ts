import { type Cell, isCode, type Notebook } from "../runner/notebook";
import { gradingOf, keyOf } from "./grading";
import type { Pass } from "./pass";

/**
 * A submission in which every cell is the given homework's, but for the answers; what the student added runs where it
 * stands. Of an answer that is there twice the first counts, and the other is one of the added cells.
 */
export function restoreCells(homework: Notebook): Pass {
  const isAnswer = (cell: Cell) => gradingOf(cell)?.solution === true && isCode(cell);
  return (submission) => {
    const known = new Set(homework.cells.map(keyOf));
    const answers = new Map<string, Cell>();
    const added = new Map<string, Cell[]>([[START, []]]);
    let place = START;
    for (const cell of submission.cells) {
      const key = keyOf(cell);
      if (known.has(key) && !added.has(key)) {
        answers.set(key, cell);
        added.set(key, []);
        place = key;
      } else if (isCode(cell)) added.get(place)?.push({ ...cell, metadata: {} });
    }
    const restored = homework.cells.flatMap((cell) => {
      const key = keyOf(cell);
      const answer = answers.get(key);
      const own = answer && isCode(answer) && isAnswer(cell) ? { ...cell, source: answer.source } : cell;
      return [own, ...(added.get(key) ?? [])];
    });
    return { ...homework, cells: [...(added.get(START) ?? []), ...restored] };
  };
}

const START = "";
