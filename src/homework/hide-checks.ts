import { replaceBlocks } from "./blocks";
import { onCode, type Pass } from "./pass";

/** What is left of a cell that is hidden whole: nbgrader puts back what it finds, and no cell that is gone. */
export const HIDDEN = "// Here the checks of your teacher are prepared.";

/** Takes the hidden checks out of a homework. */
export const hideChecks: Pass = onCode((source) => {
  const visible = replaceBlocks(source, "HIDDEN TESTS", []).trimEnd();
  return visible === "" && source !== "" ? HIDDEN : visible;
});
