import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readDataFile } from "../../src/data/dataset";
import { oldFaithful } from "../../src/data/old-faithful";

const folder = mkdtempSync(path.join(tmpdir(), "elbo-datasets-"));
afterAll(() => rmSync(folder, { recursive: true }));
const sha256 = createHash("sha256").update("1,2\n").digest("hex");
writeFileSync(
  path.join(folder, "manifest.json"),
  JSON.stringify(["good", "changed", "missing"].map((name) => ({ file: `${name}.csv`, sha256 }))),
);
writeFileSync(path.join(folder, "good.csv"), "1,2\n");
writeFileSync(path.join(folder, "changed.csv"), "1,3\n");

describe("readDataFile", () => {
  test("gives the bytes of a file whose checksum is that of the manifest", () => {
    expect(readDataFile("good.csv", folder).toString()).toBe("1,2\n");
  });

  test.each([
    ["changed.csv", "it was changed; restore it with: git checkout -- datasets/changed.csv"],
    ["missing.csv", "datasets/missing.csv is missing: restore it with: git checkout -- datasets/missing.csv"],
    ["stranger.csv", "datasets/stranger.csv needs an entry in datasets/manifest.json, got none"],
  ])("refuses %s in one line that says what mends it", (file, message) => {
    expect(() => readDataFile(file, folder)).toThrow(message);
  });
});

test("Old Faithful has 272 datapoints of two numbers", () => {
  const { rows, columns } = oldFaithful();
  expect(rows).toHaveLength(272);
  expect(columns).toEqual(["eruptions_min", "waiting_min"]);
  expect(rows[0]).toEqual([3.6, 79]);
});

test("every data set has a README that names its origin and its licence", () => {
  const datasets = path.join(__dirname, "..", "..", "datasets");
  const folders = readdirSync(datasets, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.length).toBeGreaterThan(0);
  for (const { name } of folders) {
    const readme = readFileSync(path.join(datasets, name, "README.md"), "utf8");
    for (const word of ["Origin", "Licence", "Checksum"]) expect(readme, name).toContain(`**${word}`);
  }
});
