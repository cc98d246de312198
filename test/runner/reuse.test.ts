import { appendFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { originOf } from "../../src/runner/reuse";
import { temporaryFolder } from "./fixture";

afterEach(() => void vi.unstubAllEnvs());

test("a copy is current until its notebook, the backend or itself changes", () => {
  const folder = temporaryFolder();
  const [notebook, copy] = ["a.ipynb", "copy.ipynb"].map((name) => path.join(folder, name));
  writeFileSync(notebook, "source");
  const origin = originOf(notebook, copy);
  expect(origin.isCurrent()).toBe(false);
  writeFileSync(copy, "executed");
  for (const change of [
    () => appendFileSync(notebook, " "),
    () => appendFileSync(copy, " "),
    () => vi.stubEnv("ELBO_BACKEND", "another"),
  ]) {
    origin.record();
    expect(origin.isCurrent()).toBe(true);
    change();
    expect(origin.isCurrent()).toBe(false);
  }
});
