import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { findChromium } from "../../src/setup/chromium";
import { allOnPath, findOnPath } from "../../src/setup/find-on-path";
import { tempFolder } from "./temp-folder";

function folderWith(files: Readonly<Record<string, number>>): string {
  const folder = tempFolder();
  for (const [name, mode] of Object.entries(files)) writeFileSync(path.join(folder, name), "", { mode });
  return folder;
}

test("the order of the names goes before the order of the folders", () => {
  const first = folderWith({ python: 0o755 });
  const second = folderWith({ python3: 0o755 });
  const searched = [first, second].join(path.delimiter);
  const both = [path.join(second, "python3"), path.join(first, "python")];
  expect(allOnPath(["python3", "python"], searched)).toEqual(both);
  expect(findOnPath(["python3", "python"], searched)).toBe(both[0]);
});

test("a folder and a file that cannot be run are no programs", () => {
  const folder = folderWith({ python: 0o644 });
  mkdirSync(path.join(folder, "python3"));
  expect(findOnPath(["python3", "python"], folder)).toBeUndefined();
});

test("an empty PATH holds nothing", () => {
  expect(findOnPath(["sh"], "")).toBeUndefined();
  expect(findOnPath(["sh"], undefined)).toBeUndefined();
});

test("ELBO_CHROMIUM names the browser, and is not silently replaced where it is wrong", () => {
  const folder = folderWith({ chromium: 0o755, other: 0o755 });
  const other = path.join(folder, "other");
  expect(findChromium({ PATH: folder })).toBe(path.join(folder, "chromium"));
  expect(findChromium({ PATH: folder, ELBO_CHROMIUM: other })).toBe(other);
  expect(findChromium({ PATH: folder, ELBO_CHROMIUM: path.join(folder, "none") })).toBeUndefined();
});
