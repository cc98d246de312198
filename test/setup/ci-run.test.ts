import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { tempFolder } from "./temp-folder";

/** Runs the script with an `npm test` that prints and ends like this. */
function ci(printed: string, status: number) {
  const clone = tempFolder();
  for (const folder of [".ci", "bin"]) mkdirSync(path.join(clone, folder));
  copyFileSync(path.join(__dirname, "..", "..", ".ci", "run"), path.join(clone, ".ci", "run"));
  writeFileSync(path.join(clone, "bin", "npm"), `#!/bin/sh\nprintf '${printed}'\nexit ${status}\n`, { mode: 0o755 });
  const env = { ...process.env, PATH: `${path.join(clone, "bin")}:${process.env.PATH}` };
  const run = spawnSync("bash", [".ci/run"], { cwd: clone, env, encoding: "utf8" });
  return { lines: run.stdout.trimEnd().split("\n"), status: run.status };
}

test.each([
  ["a run that passes", "all well\\n3 passed, 0 failed, 1 skipped\\n", 0, "3 passed, 0 failed, 1 skipped", 2],
  ["a run that fails", "3 passed, 1 failed, 0 skipped\\n", 1, "3 passed, 1 failed, 0 skipped", 1],
  [
    "a run after which npm has the last word",
    "3 passed, 1 failed, 0 skipped\\nnpm error\\n",
    1,
    "3 passed, 1 failed, 0 skipped",
    3,
  ],
  ["a set-up that fails before any test", "npm ci failed\\n", 2, "0 passed, 1 failed, 0 skipped", 2],
  ["a run that prints nothing", "", 1, "0 passed, 1 failed, 0 skipped", 1],
])("%s ends with its count and its status", (_, printed, status, last, length) => {
  const run = ci(printed, status);
  expect(run.status).toBe(status);
  expect(run.lines.at(-1)).toBe(last);
  expect(run.lines.filter((line) => line !== "")).toHaveLength(length);
});
