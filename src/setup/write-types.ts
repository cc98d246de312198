import { writeFileSync } from "node:fs";
import path from "node:path";
import { rollUpOwnTypes } from "./own-types";

// Writes what a notebook's compiler reads in place of the types of this package, when these have been compiled.
const dist = path.join(__dirname, "..", "..", "dist");
writeFileSync(path.join(dist, "rolled-up.d.ts"), rollUpOwnTypes(dist));
