import path from "node:path";
import { expect, test } from "vitest";
import { isCode, joined } from "../../src/runner/notebook";
import { readNotebook } from "../../src/runner/read-notebook";
import { notebookOf, writeNotebook } from "../runner/fixture";
import { describeClients } from "./python";

describeClients("papermill", "newest", ({ folder, python }) => {
  test("runs a notebook with parameters that it writes in TypeScript", async () => {
    const { cells, ...rest } = notebookOf(
      'const alpha = 0.1;\nconst name = "none";\nconst grid: number[] = [];\nconst limit: number | null = 0;',
      "JSON.stringify({ alpha, name, grid, limit })",
    );
    const tagged = cells.map((cell) => (cell.id === "c1" ? { ...cell, metadata: { tags: ["parameters"] } } : cell));
    writeNotebook(folder, "plain", { ...rest, cells: tagged });
    const values = { alpha: 0.5, name: 'a "name"\\', grid: [1, 2.5], limit: null };
    const parameters = JSON.stringify(values);
    await python("-m", "papermill", "--no-progress-bar", "plain.ipynb", "filled.ipynb", "-y", parameters);
    const [, injected, last] = readNotebook(path.join(folder, "filled.ipynb")).cells.filter(isCode);
    expect(joined(injected.source)).toBe(
      '// Parameters\nconst alpha = 0.5;\nconst name = "a \\"name\\"\\\\";\nconst grid = [1, 2.5];\nconst limit = null;\n',
    );
    expect(last.outputs).toMatchObject([{ output_type: "execute_result" }]);
    expect(JSON.stringify(last.outputs)).toContain("0.5");
    expect(JSON.stringify(last.outputs)).toContain("[1,2.5]");
  }, 60_000);
});
