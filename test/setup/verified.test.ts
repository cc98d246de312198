import { appendFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, expect, test } from "vitest";
import { isVerified, markVerified } from "../../src/setup/verified";
import { tempFolder } from "./temp-folder";

let addon: string;
let library: string;
beforeEach(() => {
  const folder = tempFolder();
  addon = path.join(folder, "addon.node");
  library = path.join(folder, "library.so");
  for (const file of [addon, library]) writeFileSync(file, "binary");
  markVerified(addon, [library]);
});

test("an addon stays verified while it and its libraries stay as they are", () => {
  expect(isVerified(addon)).toBe(true);
});

test.each([
  ["the addon is changed", () => appendFileSync(addon, "more")],
  ["a library is cut short", () => writeFileSync(library, "bin")],
  ["a library is removed", () => rmSync(library)],
  ["the note is damaged", () => writeFileSync(`${addon}.verified.json`, "{")],
  ["there is no note", () => rmSync(`${addon}.verified.json`)],
])("it is not when %s", (_, change) => {
  change();
  expect(isVerified(addon)).toBe(false);
});
