import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { formatNotebook } from "../../src/runner/format-notebook";
import type { Notebook, Output } from "../../src/runner/notebook";

/** An empty folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "elbo-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A notebook with a heading and one code cell for each text: c1, c2, … */
export function notebookOf(...codes: readonly string[]): Notebook {
  const code = codes.map((source, index) => ({
    cell_type: "code" as const,
    id: `c${index + 1}`,
    metadata: {},
    source,
    outputs: [] as Output[],
    execution_count: null,
  }));
  return {
    cells: [{ cell_type: "markdown", id: "title", metadata: {}, source: "# Lesson\n\n## Step one\n\nText." }, ...code],
    metadata: { kernelspec: { name: "elbo", display_name: "TypeScript (elbo)", language: "typescript" } },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

/** Writes a notebook into a folder. → its path */
export function writeNotebook(folder: string, name: string, notebook: Notebook): string {
  const file = path.join(folder, `${name}.ipynb`);
  writeFileSync(file, formatNotebook(notebook));
  return file;
}

/** Waits until something is so. Throws after half a minute. */
export async function until(isSo: () => boolean, what: string): Promise<void> {
  const limit = Date.now() + 55_000;
  while (!isSo()) {
    if (Date.now() > limit) throw new Error(`waited in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
