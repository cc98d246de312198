import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

/** A new folder that goes when the test ends. */
export function tempFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "elbo-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
