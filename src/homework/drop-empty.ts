import { isCode, joined } from "../runner/notebook";
import type { Pass } from "./pass";

/** Drops the code cells of which nothing is left, as those that were hidden whole. */
export const dropEmpty: Pass = ({ cells, ...rest }) => ({
  ...rest,
  cells: cells.filter((cell) => !isCode(cell) || joined(cell.source).trim() !== ""),
});
