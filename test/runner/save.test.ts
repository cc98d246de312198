import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { save } from "../../src/runner/save";
import { temporaryFolder, until } from "./fixture";

test("a file is replaced, its folder made, and nothing left beside it", () => {
  const file = path.join(temporaryFolder(), "new", "a.txt");
  save(file, "one");
  save(file, "two");
  expect(readFileSync(file, "utf8")).toBe("two");
  expect(readdirSync(path.dirname(file))).toEqual(["a.txt"]);
});

test("a writer killed at any moment leaves the old text or the new one, and the next one sweeps up", async () => {
  const file = path.join(temporaryFolder(), "a.txt");
  const compiled = path.join(__dirname, "..", "..", "dist", "runner", "save.js");
  const script = `const { save } = require(${JSON.stringify(compiled)});
    for (let i = 0; ; i++) save(${JSON.stringify(file)}, String(i % 10).repeat(300_000));`;
  for (let kill = 0; kill < 20; kill++) {
    const writer = spawn(process.execPath, ["-e", script]);
    await until(() => readdirSync(path.dirname(file)).some((name) => name.includes(`.${writer.pid}.`)), "a writer");
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 40));
    await killed(writer);
    if (readdirSync(path.dirname(file)).includes("a.txt")) {
      expect(readFileSync(file, "utf8")).toMatch(/^(\d)\1{299999}$/);
    }
  }
  save(file, "end");
  expect(readdirSync(path.dirname(file))).toEqual(["a.txt"]);
});

test("a file in the way of the folder is named in one line", () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, "out"), "");
  const file = path.join(folder, "out", "a.txt");
  expect(() => save(file, "x")).toThrow(`cannot write ${file}: a file is in the way of its folder`);
});

test("a folder of the same name is named in one line, and nothing is left behind", () => {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, "a.txt"));
  expect(() => save(path.join(folder, "a.txt"), "x")).toThrow(/^cannot write .*a\.txt: it is a folder$/);
  expect(readdirSync(folder)).toEqual(["a.txt"]);
});

test("on a full disk the old text is intact, and nothing is left behind", ({ skip }) => {
  const folder = smallDisk("size=64k") ?? skip("needs the right to mount a tmpfs");
  const file = path.join(folder, "a.txt");
  save(file, "old");
  expect(() => save(file, "x".repeat(1e6))).toThrow(`cannot write ${file}: the disk is full`);
  expect(readFileSync(file, "utf8")).toBe("old");
  expect(readdirSync(folder)).toEqual(["a.txt"]);
});

test("on a read-only disk the error says so", ({ skip }) => {
  const folder = smallDisk("ro") ?? skip("needs the right to mount a tmpfs");
  expect(() => save(path.join(folder, "a", "b", "c.txt"), "x")).toThrow(/c\.txt: the disk is read-only$/);
  expect(() => save(path.join(folder, "a.txt"), "x")).toThrow(/a\.txt: the disk is read-only$/);
});

function killed(child: ChildProcess): Promise<unknown> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  return ended;
}

/** Undefined where this user may not mount one. */
function smallDisk(options: string): string | undefined {
  const folder = temporaryFolder();
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder], { stdio: "ignore" });
  } catch {
    return undefined;
  }
  onTestFinished(() => void execFileSync("umount", [folder]));
  return folder;
}
