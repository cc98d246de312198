import { expect, test } from "vitest";
import { linesWithin, replaceBlocks } from "../../src/homework/blocks";
import { HIDDEN } from "../../src/homework/hide-checks";
import { release } from "../../src/homework/release";
import { restoreCells } from "../../src/homework/restore-cells";
import { STUB } from "../../src/homework/stub-solutions";
import { joined, type Notebook } from "../../src/runner/notebook";
import { cell, HOMEWORK, notebook } from "./fixture";

const sources = ({ cells }: Notebook) => cells.map(({ source }) => joined(source));
const SOLVED = ["f = () => {", "  // BEGIN SOLUTION", "  return 1;", "  // END SOLUTION", "};"].join("\n");
const released = release(
  notebook(
    cell("answer", "answer", SOLVED),
    cell("hidden", "locked", "// BEGIN HIDDEN TESTS\nconst secret = 1;\n// END HIDDEN TESTS"),
    cell("points", { points: 2 }, "// 2 points\n// BEGIN HIDDEN TESTS\nawait score(2, secret)\n// END HIDDEN TESTS"),
  ),
);

test("a release has a stub for each solution, its title for each check, and a comment for what is hidden whole", () => {
  expect(sources(released)).toEqual([`f = () => {\n  ${STUB}\n};`, HIDDEN, "// 2 points"]);
});

test("a release lets nobody delete a cell or edit one that is locked", () => {
  const metadata = released.cells.map(({ metadata }) => metadata);
  expect(metadata).toMatchObject([
    { deletable: false, editable: true },
    { deletable: false, editable: false },
    { deletable: false, editable: false },
  ]);
});

test("a release carries no outputs", () => {
  const [first] = HOMEWORK.cells.filter(({ cell_type }) => cell_type === "code");
  const shown = { ...first, outputs: [{ output_type: "stream", name: "stdout", text: "the answer" }] };
  expect(release(notebook(shown as Notebook["cells"][number])).cells).toMatchObject([{ outputs: [] }]);
});

test.each(["// BEGIN SOLUTION\n1", "1\n// END SOLUTION", "// BEGIN SOLUTION\n// BEGIN SOLUTION\n// END SOLUTION"])(
  "a marker without its partner is refused by the name of its cell: %j",
  (source) => {
    expect(() => release(notebook(cell("odd", "answer", source)))).toThrow(
      /^cell odd: \/\/ \w+ SOLUTION has no partner$/,
    );
  },
);

test("a block takes its markers along, keeps the indentation, and leaves the rest of the cell", () => {
  const source = "a\n  // BEGIN HIDDEN TESTS\n  b\n  // END HIDDEN TESTS\nc";
  expect(replaceBlocks(source, "HIDDEN TESTS", ["x", "y"])).toBe("a\n  x\n  y\nc");
  expect(linesWithin(source, "HIDDEN TESTS")).toEqual(["  b"]);
});

test("a text that speaks of a marker is no marker", () => {
  const source = 'const text = "BEGIN SOLUTION";';
  expect(replaceBlocks(source, "SOLUTION", [])).toBe(source);
});

const restore = restoreCells(
  notebook(cell("given", "locked", "given"), cell("answer", "answer", "stub"), cell("try", "locked", "try")),
);
const CASES: readonly (readonly [string, Notebook["cells"], readonly string[]])[] = [
  ["an answer is the student's", [cell("answer", "answer", "mine")], ["given", "mine", "try"]],
  ["an edited locked cell is the homework's again", [cell("try", "locked", "true")], ["given", "stub", "try"]],
  ["a locked cell that claims to be an answer is not", [cell("try", "answer", "true")], ["given", "stub", "try"]],
  ["an answer that became a text is missing", [cell("answer", "text", "mine")], ["given", "stub", "try"]],
  ["what is missing is put back", [], ["given", "stub", "try"]],
  [
    "cells are in the homework's order",
    [cell("try", "locked", "try"), cell("answer", "answer", "mine")],
    ["given", "mine", "try"],
  ],
  [
    "an added cell runs where it stands",
    [cell("before", "answer", "0"), cell("given", "locked", "given"), cell("after", "answer", "1")],
    ["0", "given", "1", "stub", "try"],
  ],
  [
    "of an answer that is there twice the first counts, and the second is an added cell",
    [cell("answer", "answer", "first"), { ...cell("answer", "answer", "second"), id: "copy" }],
    ["given", "first", "second", "try"],
  ],
  ["an added text is dropped", [cell("note", "text", "a note")], ["given", "stub", "try"]],
];

test.each(CASES)("in a restored submission %s", (_, submitted, expected) => {
  expect(sources(restore(notebook(...submitted)))).toEqual(expected);
});

test.each([null, "answer", 3, { grade_id: {} }, { grade_id: "__proto__" }])(
  "odd metadata in a submission does no harm: %j",
  (nbgrader) => {
    const odd = { ...cell("odd", "answer", "odd"), metadata: { nbgrader } } as Notebook["cells"][number];
    expect(sources(restore(notebook(odd)))).toEqual(["odd", "given", "stub", "try"]);
  },
);
