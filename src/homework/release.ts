import { cleanNotebook } from "../runner/clean-notebook";
import { hideChecks } from "./hide-checks";
import { lockCells } from "./lock-cells";
import { inOrder } from "./pass";
import { stubSolutions } from "./stub-solutions";

/** A homework as it is handed out. @throws if a solution or a hidden check is not closed */
export const release = inOrder(cleanNotebook, stubSolutions, hideChecks, lockCells);
