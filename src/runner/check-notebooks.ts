import { readFileSync } from "node:fs";
import path from "node:path";
import { checkSource } from "./check-source";
import { checkTypes } from "./check-types";
import { readNotebook } from "./read-notebook";

const TSCONFIG = path.join(__dirname, "..", "..", "tsconfig.json");

/** Checks the form and the types of notebooks. → a line for each fault: file, cell, message */
export function checkNotebooks(files: readonly string[]): readonly string[] {
  const notebooks = new Map(files.map((file) => [file, readNotebook(file)]));
  const types = checkTypes(notebooks, TSCONFIG);
  return [...notebooks].flatMap(([file, notebook]) => {
    const faults = [...checkSource(notebook, readFileSync(file, "utf8")), ...(types.get(file) ?? [])];
    return faults.map(({ cell, message }) => `${file}${cell === undefined ? "" : `, ${cell}`}: ${message}`);
  });
}
