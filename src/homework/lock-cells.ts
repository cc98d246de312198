import { gradingOf } from "./grading";
import type { Pass } from "./pass";

/** Asks front ends to let a student neither delete a cell of the homework nor edit one that is not theirs to write. */
export const lockCells: Pass = ({ cells, ...rest }) => ({
  ...rest,
  cells: cells.map((cell) => {
    const grading = gradingOf(cell);
    if (!grading) return cell;
    return { ...cell, metadata: { ...cell.metadata, deletable: false, editable: !grading.locked } };
  }),
});
