import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";

export const FIXTURES = path.join(__dirname, "fixtures");

const room = mkdtempSync(path.join(tmpdir(), "elbo-site-"));
afterAll(() => rmSync(room, { recursive: true }));

/** A new folder, gone after the last test of the file. */
export const temporaryFolder = (): string => mkdtempSync(path.join(room, "folder-"));

let count = 0;

export const markdownCell = (source: string) => ({ cell_type: "markdown", id: `m${++count}`, metadata: {}, source });

export const codeCell = (source: string, outputs: readonly object[] = []) => ({
  cell_type: "code",
  execution_count: null,
  id: `c${++count}`,
  metadata: {},
  outputs,
  source,
});

export const stream = (text: string, name = "stdout") => ({ output_type: "stream", name, text });

export const display = (data: Record<string, unknown>, metadata: Record<string, unknown> = {}) => ({
  output_type: "display_data",
  data,
  metadata,
});

export function writeNotebook(folder: string, name: string, cells: readonly object[]): void {
  const notebook = { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 };
  writeFileSync(path.join(folder, `${name}.ipynb`), JSON.stringify(notebook));
}
