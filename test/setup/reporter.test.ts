import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";

const ROOT = path.join(__dirname, "..", "..");

/** The last lines of a run of the examples with the reporter alone. */
function lastLines(...args: readonly string[]) {
  const { stdout, status } = spawnSync(
    process.execPath,
    ["node_modules/vitest/vitest.mjs", "run", "--config", "test/setup/fixtures/run/vitest.config.mts", ...args],
    { cwd: ROOT, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } },
  );
  return { lines: stdout.trimEnd().split("\n"), status };
}

test("a run that passes is counted", () => {
  expect(lastLines("passes")).toEqual({ lines: ["1 passed, 0 failed, 0 skipped"], status: 0 });
});

test("a failing test and a suite that cannot begin are failures, and each skipped test is named with its reason", () => {
  const { lines, status } = lastLines("mixed");
  expect(lines.slice(-4)).toEqual([
    "SKIPPED mixed.example.ts > is skipped without a reason: no reason given",
    "SKIPPED mixed.example.ts > is skipped with a reason: no browser here",
    "SKIPPED mixed.example.ts > a suite that cannot begin > does not run: no reason given",
    "1 passed, 2 failed, 3 skipped",
  ]);
  expect(status).toBe(1);
});

test("a file that cannot be loaded is a failure", () => {
  expect(lastLines("broken").lines.at(-1)).toBe("0 passed, 1 failed, 0 skipped");
});

test("an unhandled rejection is a failure", () => {
  expect(lastLines("rejects").lines.at(-1)).toBe("1 passed, 1 failed, 0 skipped");
});

test("a run that finds no test is a failure", () => {
  expect(lastLines("nothing-like-this").lines.at(-1)).toBe("0 passed, 1 failed, 0 skipped");
});

test("what a name pattern leaves out is counted as skipped, but not named", () => {
  expect(lastLines("mixed", "-t", "^passes$").lines).toEqual(["1 passed, 0 failed, 4 skipped"]);
});
