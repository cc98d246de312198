import { replaceBlocks } from "./blocks";
import { onCode, type Pass } from "./pass";

/** Takes the hidden checks out of a homework. */
export const hideChecks: Pass = onCode((source) => replaceBlocks(source, "HIDDEN TESTS", []).trimEnd());
