import { spawnSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { lock } from "../../src/runner/lock";
import { temporaryFolder } from "./fixture";

test("a locked file is refused with the pid of who has it, until it is unlocked", () => {
  const file = path.join(temporaryFolder(), "out", "a.ipynb");
  const unlock = lock(file);
  expect(() => lock(file)).toThrow(`cannot write ${file}: it is being written by process ${process.pid}`);
  unlock();
  lock(file)();
  expect(readdirSync(path.dirname(file))).toEqual([]);
});

test("the lock of a process that is gone is taken over", () => {
  const file = path.join(temporaryFolder(), "a.ipynb");
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  writeFileSync(path.join(path.dirname(file), ".a.ipynb.lock"), `${pid}\n`);
  const unlock = lock(file);
  expect(() => lock(file)).toThrow(`process ${process.pid}`);
  unlock();
});

test("a folder that cannot be made is named in one line", () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, "out"), "");
  expect(() => lock(path.join(folder, "out", "a.ipynb"))).toThrow(/^cannot write .*a\.ipynb: a file is in the way/);
});
