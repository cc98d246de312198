import { replaceBlocks } from "./blocks";
import { onCode, type Pass } from "./pass";

/** What stands where a student is to write; nbgrader is given the same. */
export const STUB = 'throw new Error("not written yet");';

/** Takes the solutions out of a homework. */
export const stubSolutions: Pass = onCode((source) => replaceBlocks(source, "SOLUTION", [STUB]));
