import { existsSync, readdirSync } from "node:fs";
import path from "node:path";

/**
 * The files of notebooks that are named by path or by name, with or without `.ipynb`; all of a folder if none is named.
 *
 * Throws a line with the names that there are at one that is not there.
 */
export function findNotebooks(names: readonly string[], folder: string): readonly string[] {
  if (names.length === 0) {
    const all = namesIn(folder).map((name) => path.join(folder, name));
    if (all.length === 0) throw new Error(`no notebook in ${folder}`);
    return all;
  }
  const found = names.map((name) => {
    const file = name.endsWith(".ipynb") ? name : `${name}.ipynb`;
    const place = [file, path.join(folder, file)].find((candidate) => existsSync(candidate));
    if (place) return path.normalize(place);
    const there = namesIn(folder).map((known) => path.basename(known, ".ipynb"));
    throw new Error(`no notebook ${name}: there ${there.length ? `are ${there.join(", ")}` : `is none in ${folder}`}`);
  });
  return [...new Set(found)];
}

function namesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".ipynb"))
    .sort();
}
