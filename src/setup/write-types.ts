import { writeFileSync } from "node:fs";
import path from "node:path";
import { rollUp } from "./roll-up";

// Writes what a notebook's compiler reads in place of the types of this package, after they were compiled.
const DIST = path.join(__dirname, "..", "..", "dist");

writeFileSync(path.join(DIST, "rolled-up.d.ts"), rollUp(path.join(DIST, "index.d.ts"), nameOf));

/** Names of this package for all: what a notebook imports of another package itself has declarations of its own. */
function nameOf(file: string): string | undefined {
  const [, own] = path.relative(DIST, file).match(/^(?!\.\.)(.*)\.d\.ts$/) ?? [];
  if (own) return own === "index" ? "elbo" : `elbo/dist/${own}`;
  const [, tensorflow] = file.match(/\/node_modules\/(@tensorflow\/.*)\.d\.ts$/) ?? [];
  return tensorflow && `elbo/${tensorflow}`;
}
