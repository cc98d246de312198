import path from "node:path";
import { expect, test } from "vitest";
import { checkTypes } from "../../src/runner/check-types";
import { notebookOf, temporaryFolder } from "./fixture";

const TSCONFIG = path.join(__dirname, "..", "..", "tsconfig.json");

test("cells are checked as one strict module, and a fault has its cell and line", () => {
  const folder = temporaryFolder();
  const notebooks = new Map([
    [path.join(folder, "good.ipynb"), notebookOf("const a = [3, 1];", "await Promise.resolve(a.toSorted());")],
    [
      path.join(folder, "bad.ipynb"),
      notebookOf("const n: number = 1;\nn;", "\nexport const s: string = n;\n((x) => x)(n);"),
    ],
  ]);
  const [good, bad] = checkTypes(notebooks, TSCONFIG).values();
  expect(good).toEqual([]);
  expect(bad).toEqual([{ cell: "c2", message: "line 2: Type 'number' is not assignable to type 'string'." }]);
});
