import path from "node:path";
import { originOf } from "../../src/runner/reuse";
import { copyOf } from "../../src/runner/run-all";

/** Where the second run of all notebooks leaves its copies. */
export const TESTED = path.join("out", "tested");

/** The executed copy of a notebook that `npm start` or these tests have left, if it is what they would make now. */
export function keptCopy(file: string): string | undefined {
  const copies = [path.join("out", "notebooks"), TESTED].map((out) => copyOf(file, out));
  return copies.find((copy) => originOf(file, copy).isCurrent());
}
