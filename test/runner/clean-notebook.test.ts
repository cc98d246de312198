import { readFileSync, statSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { cleanFile } from "../../src/runner/clean-notebook";
import { notebookOf, temporaryFolder, writeNotebook } from "./fixture";

test("cleaning strips outputs, counts and traces, keeps ids and other metadata, and is done once", () => {
  const file = writeNotebook(temporaryFolder(), "a", notebookOf("1"));
  const source = readFileSync(file, "utf8");
  const used = JSON.parse(source);
  Object.assign(used.cells[1], {
    execution_count: 3,
    outputs: [{ output_type: "stream", name: "stdout", text: ["1"] }],
    metadata: { scrolled: true, execution: { "iopub.status.busy": "2020" }, tags: ["kept"] },
  });
  writeFileSync(file, JSON.stringify(used, undefined, 4));
  expect(cleanFile(file)).toBe(true);
  expect(readFileSync(file, "utf8")).toBe(
    source.replace(/("id": "c1",\n {3}"metadata": )\{\}/, '$1{\n    "tags": [\n     "kept"\n    ]\n   }'),
  );
  const { mtimeMs } = statSync(file);
  expect(cleanFile(file)).toBe(false);
  expect(statSync(file).mtimeMs).toBe(mtimeMs);
});
