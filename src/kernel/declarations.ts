import { readFileSync, statSync } from "node:fs";
import path from "node:path";

type Read = (file: string) => string | undefined;

/**
 * Reads declarations, with each of the language's libraries in one text with all that it refers to and that no text had
 * before: a program of few files is made and checked faster.
 */
export function createReader(readFile: Read, libraries: string): Read {
  const taken = new Set<string>();
  const readLibrary: Read = (file) => {
    if (taken.has(file)) return "";
    taken.add(file);
    return readFile(file)?.replace(
      /^\/\/\/ <reference lib="(.*)" \/>/gm,
      (_, name) => readLibrary(`${libraries}/lib.${name}.d.ts`) ?? "",
    );
  };
  return (file) => (path.posix.dirname(file) === libraries ? readLibrary(file) : readFile(file));
}

/** The types of this package in one file. */
export interface RolledUp {
  readonly file: string;
  /** The file that stands for the package where nothing is rolled up. */
  readonly entry: string;
  /** The names of the modules in it. */
  readonly modules: ReadonlySet<string>;
}

const DIST = path.join(__dirname, "..", "..", "dist");

/** The rolled-up types in a folder, unless they are older than its compilation. */
export function findRolledUp(folder: string = DIST): RolledUp | undefined {
  const file = path.join(folder, "rolled-up.d.ts");
  if (!(modified(file) >= modified(path.join(folder, ".tsbuildinfo")))) return undefined;
  const modules = readFileSync(file, "utf8").matchAll(/^declare module "(.*)"/gm);
  return { file, entry: path.join(folder, "index.d.ts"), modules: new Set(Array.from(modules, ([, name]) => name)) };
}

function modified(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Number.NaN;
}
