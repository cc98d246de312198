import path from "node:path";
import { expect, test } from "vitest";
import { findNotebooks } from "../../src/runner/find-notebooks";
import { notebookOf, temporaryFolder, writeNotebook } from "./fixture";

test("a notebook is found by path and by name, with and without .ipynb, and once", () => {
  const folder = temporaryFolder();
  const file = writeNotebook(folder, "01-a", notebookOf());
  expect(findNotebooks(["01-a", "01-a.ipynb", file, path.join(folder, "01-a")], folder)).toEqual([file]);
});

test("none named means all of the folder, in order", () => {
  const folder = temporaryFolder();
  const files = ["02-b", "01-a"].map((name) => writeNotebook(folder, name, notebookOf()));
  expect(findNotebooks([], folder)).toEqual(files.reverse());
});

test("an unknown one is refused with the names that there are", () => {
  const folder = temporaryFolder();
  for (const name of ["01-a", "02-b"]) writeNotebook(folder, name, notebookOf());
  expect(() => findNotebooks(["03"], folder)).toThrow("no notebook 03: there are 01-a, 02-b");
});

test("an empty folder is no success", () => {
  const folder = temporaryFolder();
  expect(() => findNotebooks([], folder)).toThrow(`no notebook in ${folder}`);
});
