import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { release } from "../../src/homework/release";
import { findStudents, readSubmission } from "../../src/homework/submissions";
import { formatNotebook } from "../../src/runner/format-notebook";
import { temporaryFolder } from "../runner/fixture";
import { HOMEWORK } from "./fixture";

const HANDED_IN = formatNotebook(release(HOMEWORK));

/** A folder of submissions in which one student has handed in a notebook. */
function submittedBy(student: string): string {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, student, "coin"), { recursive: true });
  writeFileSync(path.join(folder, student, "coin", "coin.ipynb"), HANDED_IN);
  return folder;
}

test.each(["ada", "Zoë Ångström", "李雷", 'a b, "c"', "-rf", "__proto__", "it's $HOME; true"])(
  "a student may be named %s",
  (name) => {
    const folder = submittedBy(name);
    expect(findStudents(folder)).toEqual([name]);
    expect(readSubmission(folder, name, "coin").notebook?.cells.length).toBeGreaterThan(0);
  },
);

test("a student's folder that is a link is listed, and refused: it may lead to the solution", () => {
  const folder = submittedBy("ada");
  symlinkSync(path.join(folder, "ada"), path.join(folder, "eve"));
  expect(findStudents(folder)).toEqual(["ada", "eve"]);
  expect(readSubmission(folder, "eve", "coin").refused).toBe("eve is a link, not what was handed in");
  mkdirSync(path.join(folder, "max", "coin"), { recursive: true });
  symlinkSync(path.join(folder, "ada", "coin", "coin.ipynb"), path.join(folder, "max", "coin", "coin.ipynb"));
  expect(readSubmission(folder, "max", "coin").refused).toBe("coin.ipynb is a link, not what was handed in");
});

test("a folder in the place of the notebook is refused", () => {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, "ada", "coin", "coin.ipynb"), { recursive: true });
  expect(readSubmission(folder, "ada", "coin").refused).toBe("coin.ipynb is no file");
});

test.skipIf(process.platform === "win32")("a pipe in the place of the notebook is refused, not waited for", () => {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, "ada", "coin"), { recursive: true });
  expect(spawnSync("mkfifo", [path.join(folder, "ada", "coin", "coin.ipynb")]).status).toBe(0);
  expect(readSubmission(folder, "ada", "coin").refused).toBe("coin.ipynb is no file");
});

test("a student who handed in nothing is told so", () => {
  expect(readSubmission(submittedBy("ada"), "bob", "coin").refused).toBe("nothing was handed in");
});
