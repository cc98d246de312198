import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { release } from "../../src/homework/release";
import { formatNotebook } from "../../src/runner/format-notebook";
import type { Notebook } from "../../src/runner/notebook";
import { HOMEWORK } from "./fixture";

/** A lecturer's folder: a homework in `notebooks/homework`, and the submissions of a class in `submitted`. */
export interface Class {
  readonly file: string;
  readonly submitted: string;
  readonly marks: string;
  /** Puts what a student hands in where nbgrader would. */
  handIn(student: string, content: Notebook | string): void;
}

export function classIn(folder: string, homework: Notebook = HOMEWORK, name = "coin"): Class {
  const sources = path.join(folder, "notebooks", "homework");
  const submitted = path.join(folder, "submitted");
  mkdirSync(sources, { recursive: true });
  mkdirSync(submitted);
  const file = path.join(sources, `${name}.ipynb`);
  writeFileSync(file, formatNotebook(homework));
  return {
    file,
    submitted,
    marks: path.join(folder, "marks", name),
    handIn(student, content) {
      const place = path.join(submitted, student, name);
      mkdirSync(place, { recursive: true });
      const text = typeof content === "string" ? content : formatNotebook(content);
      writeFileSync(path.join(place, `${name}.ipynb`), text);
    },
  };
}

/** The release of a homework with some answers written in. */
export function answered(answers: Readonly<Record<string, string>>, homework: Notebook = HOMEWORK): Notebook {
  const { cells, ...rest } = release(homework);
  return { ...rest, cells: cells.map((cell) => ({ ...cell, source: answers[cell.id] ?? cell.source })) };
}

export const RIGHT = {
  entropy: "const entropy = (q: readonly number[]) => -q.reduce((sum, p) => sum + (p && p * Math.log(p)), 0);",
  cross: [
    "const cross = (q: readonly number[], p: ArrayLike<number>) => q.map((w, i) => -w * Math.log(p[i]));",
    "let larger = 2;",
  ].join("\n"),
};
