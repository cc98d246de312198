import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";

/** The first of these programs that the PATH holds. */
export function findOnPath(names: readonly string[], searched: string | undefined): string | undefined {
  return allOnPath(names, searched)[0];
}

/** All programs of these names that the PATH holds, by the order of the names. */
export function allOnPath(names: readonly string[], searched: string | undefined): readonly string[] {
  const folders = (searched ?? "").split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).filter(isProgram);
}

export function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
