import { expect, test } from "vitest";
import { checkSource } from "../../src/runner/check-source";
import { formatNotebook } from "../../src/runner/format-notebook";
import { type Cell, isCode, type Notebook } from "../../src/runner/notebook";
import { notebookOf } from "./fixture";

const IMPORT = 'import {\n  elbo,\n  normal,\n} from "elbo";';
const GOOD = notebookOf(IMPORT);
const check = (notebook: Notebook) =>
  checkSource(notebook, formatNotebook(notebook)).map(({ cell, message }) => `${cell}: ${message}`);
const withCode = (change: Record<string, unknown>): Notebook => ({
  ...GOOD,
  cells: GOOD.cells.map((cell) => (isCode(cell) ? ({ ...cell, ...change } as Cell) : cell)),
});

test("a good source has no fault", () => {
  expect(check(GOOD)).toEqual([]);
});

test.each([
  [
    "outputs",
    withCode({ outputs: [{ output_type: "stream", name: "stdout", text: "" }] }),
    "c1: a source has no outputs",
  ],
  ["a count", withCode({ execution_count: 1 }), "c1: a source has no execution count"],
  ["a random id", withCode({ id: "8f2b11c0-aa" }), "8f2b11c0-aa: an id needs to be lower-case words joined by hyphens"],
  [
    "two imports",
    withCode({ source: `${IMPORT}\nimport "x";` }),
    "c1: the first code cell needs to be one import statement",
  ],
  ["no import", withCode({ source: "const a = 1;" }), "c1: the first code cell needs to be one import statement"],
  [
    "21 lines",
    withCode({ source: `import {${"\n".repeat(20)}} from "a"` }),
    "c1: a code cell needs at most 20 lines, got 21",
  ],
  [
    "a lecture in words",
    withCode({ metadata: { lecture: "four" } }),
    "c1: metadata.lecture needs to be a list of numbers",
  ],
  [
    "two code cells in a row",
    notebookOf(IMPORT, "1"),
    "c2: a code cell needs a markdown cell between it and the one above",
  ],
])("%s is a fault of the cell", (_, notebook, fault) => {
  expect(check(notebook)).toEqual([fault]);
});

test("hidden tests count neither as lines nor as a cell between others", () => {
  const hidden = `// BEGIN HIDDEN TESTS\n${"// a line\n".repeat(30)}// END HIDDEN TESTS`;
  const notebook = notebookOf(IMPORT, hidden);
  expect(check(notebook)).toEqual([]);
  expect(check(notebookOf(IMPORT, `1;\n${hidden}`))).toHaveLength(1);
});

test("a file that is formatted otherwise is a fault", () => {
  const text = JSON.stringify(GOOD, undefined, 2);
  expect(checkSource(GOOD, text)).toEqual([{ message: "it is not as `elbo clean` writes it" }]);
});
