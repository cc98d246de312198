import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import typescript from "@tslab/typescript-for-tslab";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cellOptions } from "../../src/kernel/options";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "elbo-options-"));
  mkdirSync(path.join(folder, "notebooks"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("cells are checked", () => {
  test("strictly, where nothing is said", () => {
    expect(cellOptions(typescript, folder)).toMatchObject({ strict: true, lib: ["lib.es2023.d.ts"], types: ["node"] });
  });

  test("as the nearest tsconfig.json says, and what it extends", () => {
    writeFileSync(path.join(folder, "base.json"), '{ "compilerOptions": { "strict": false, "noUnusedLocals": true } }');
    const own = '"noUncheckedIndexedAccess": true, "lib": ["es2021"], "module": "node20" // a comment';
    writeFileSync(path.join(folder, "tsconfig.json"), `{ "extends": "./base.json", "compilerOptions": { ${own}\n} }`);
    const options = cellOptions(typescript, path.join(folder, "notebooks"));
    expect(options).toMatchObject({ strict: false, noUncheckedIndexedAccess: true, lib: ["lib.es2021.d.ts"] });
    expect(options).not.toHaveProperty("noUnusedLocals");
    expect(options).not.toHaveProperty("module");
  });

  test("strictly in this project, as its sources are", () => {
    expect(cellOptions(typescript, path.join(__dirname, "..", "..", "notebooks"))).toMatchObject({
      strict: true,
      noImplicitOverride: true,
      noFallthroughCasesInSwitch: true,
    });
  });
});
