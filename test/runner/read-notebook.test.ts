import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { formatNotebook } from "../../src/runner/format-notebook";
import { readNotebook } from "../../src/runner/read-notebook";
import { notebookOf, temporaryFolder } from "./fixture";

const GOOD = formatNotebook(notebookOf("1"));
const changed = (change: (notebook: ReturnType<typeof JSON.parse>) => void) => {
  const notebook = JSON.parse(GOOD);
  change(notebook);
  return JSON.stringify(notebook);
};

test("a notebook of format 4.5 is read as it is", () => {
  const file = path.join(temporaryFolder(), "good.ipynb");
  writeFileSync(file, GOOD);
  expect(formatNotebook(readNotebook(file))).toBe(GOOD);
});

test.each([
  ["nothing", "", "Unexpected end of JSON input"],
  ["broken JSON", GOOD.slice(0, -20), "in JSON"],
  ["a list", "[]", "it is no JSON object"],
  ["null", "null", "it is no JSON object"],
  ["a byte order mark", `\uFEFF${GOOD}`, "it begins with a byte order mark"],
  ["format 3", changed((notebook) => (notebook.nbformat = 3)), "it needs format 4.5, got 3.5"],
  ["format 5", changed((notebook) => (notebook.nbformat = 5)), "it needs format 4.5, got 5.5"],
  ["format 4.4", changed((notebook) => (notebook.nbformat_minor = 4)), "it needs format 4.5, got 4.4"],
  ["no format", "{}", "it needs format 4.5, got none"],
  ["no cells", changed((notebook) => delete notebook.cells), "must have required property 'cells'"],
  [
    "no outputs",
    changed((notebook) => delete notebook.cells[1].outputs),
    "cell 2 must have required property 'outputs'",
  ],
  ["an unknown kind", changed((notebook) => (notebook.cells[1].cell_type = "soup")), "/cells/1"],
  ["a source that is a number", changed((notebook) => (notebook.cells[0].source = 7)), "cell 1/source"],
  ["an id with spaces", changed((notebook) => (notebook.cells[0].id = "a b")), "cell 1/id"],
  ["an id twice", changed((notebook) => (notebook.cells[0].id = "c1")), "two cells have the id c1"],
  [
    "10⁵ levels",
    `{"nbformat":4,"nbformat_minor":5,"x":${"[".repeat(1e5)}${"]".repeat(1e5)}}`,
    "nested more than 200 deep",
  ],
  ["an own __proto__", GOOD.replace('"metadata": {}', '"metadata": {"__proto__": {"a": 1}}'), '"__proto__"'],
])("%s is refused in one line with the path, and left as it is", (name, text, reason) => {
  const file = path.join(temporaryFolder(), `${name.replaceAll(" ", "-")}.ipynb`);
  writeFileSync(file, text);
  const message = messageOf(() => readNotebook(file));
  expect(message).toContain(`${file} is not a notebook: `);
  expect(message).toContain(reason);
  expect(message).not.toContain("\n");
  expect(readFileSync(file, "utf8")).toBe(text);
});

test("more than 100 MB are refused before they are read", () => {
  const file = path.join(temporaryFolder(), "large.ipynb");
  writeFileSync(file, "");
  // A hole, which takes no room on the disk.
  truncateSync(file, 101e6);
  expect(messageOf(() => readNotebook(file))).toBe(`${file} is not a notebook: it has 101 MB, more than 100`);
});

test("a folder and a file that is not there are refused by name", () => {
  const folder = temporaryFolder();
  const none = path.join(folder, "none.ipynb");
  expect(messageOf(() => readNotebook(folder))).toBe(`${folder} is not a notebook: it is no file`);
  expect(messageOf(() => readNotebook(none))).toBe(`${none} is not a notebook: there is no such file`);
});

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("nothing was thrown");
}
