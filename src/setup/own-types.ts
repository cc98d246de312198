import path from "node:path";
import { rollUp } from "./roll-up";

/** The types of this package, as they were compiled into a folder, rolled up. */
export function rollUpOwnTypes(dist: string): string {
  return rollUp(path.join(dist, "index.d.ts"), (file) => nameOf(file, dist));
}

/** Names of this package for all: what a notebook imports of another package itself has declarations of its own. */
function nameOf(file: string, dist: string): string | undefined {
  const [, own] = path.relative(dist, file).match(/^(?!\.\.)(.*)\.d\.ts$/) ?? [];
  if (own) return own === "index" ? "elbo" : `elbo/dist/${own}`;
  const [, tensorflow] = file.match(/\/node_modules\/(@tensorflow\/.*)\.d\.ts$/) ?? [];
  return tensorflow && `elbo/${tensorflow}`;
}
