import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import NodeModule, { createRequire } from "node:module";
import path from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { loadCompiled } from "../../src/kernel/compiled-code";
import { temporaryFolder } from "../runner/fixture";

const { cache } = createRequire(__filename);
afterEach(() => void vi.unstubAllEnvs());

/** Loads a module as the next kernel would, and keeps its code. → what 2 and 3 are, by it */
function sums(file: string): unknown {
  delete cache[file];
  const keep = loadCompiled(file);
  const { add } = cache[file]!.exports as { add(a: number, b: number): number };
  const sum = add(2, 3);
  keep();
  return sum;
}

test("a module is loaded whether its code was kept, is another's, or cannot be kept", () => {
  const folder = temporaryFolder();
  const [file, another] = ["exports.add = (a, b) => a + b;", "exports.add = (a, b) => Number(a) + b;"].map((code) => {
    const place = path.join(temporaryFolder(), "sum.js");
    writeFileSync(place, code);
    return place;
  });
  vi.stubEnv("ELBO_CACHE", path.join(folder, "cache"));
  expect(sums(file)).toBe(5);
  if (!("enableCompileCache" in NodeModule)) {
    const compiled = path.join(folder, "cache", "compiled");
    const [kept] = readdirSync(compiled).map((name) => path.join(compiled, name));
    const code = readFileSync(kept);
    expect(sums(file)).toBe(5);
    expect(readFileSync(kept)).toEqual(code);
    expect(sums(another)).toBe(5);
    expect(readFileSync(kept)).not.toEqual(code);
  }
  vi.stubEnv("ELBO_CACHE", file);
  expect(sums(file)).toBe(5);
});
