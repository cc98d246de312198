import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

const README = readFileSync("README.md", "utf8");

describe("the concept map", () => {
  const [, map] = README.split("## Concept map");
  const rows = [...map.matchAll(/\| `(\w+)` \| `(src\/[\w/.-]+)` \| `([\w-]+)` \|$/gm)].map((match) => match.slice(1));

  test("has rows", () => expect(rows.length).toBeGreaterThan(5));

  test.each(rows)("%s is exported by %s and used in %s", async (name, file, notebook) => {
    expect(readFileSync(file, "utf8")).toMatch(new RegExp(`^export (?:async function|function|const) ${name}\\b`, "m"));
    expect(readFileSync("src/index.ts", "utf8")).toMatch(new RegExp(`\\b${name}\\b`));
    if (name !== "logJoint")
      expect(readFileSync(`notebooks/${notebook}.ipynb`, "utf8")).toMatch(new RegExp(`\\b${name}\\(`));
  });
});

test("every link to a file leads to one", () => {
  const targets = [...README.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, target]) => target);
  expect(targets.length).toBeGreaterThan(5);
  for (const target of targets) expect(existsSync(target), target).toBe(true);
});

test("every npm script and every command of elbo that it names exists", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
  for (const [, name] of README.matchAll(/\bnpm (?!ci|install)(?:run )?(\w+)/g)) expect(scripts).toHaveProperty(name);
  const usage = execFileSync(process.execPath, ["dist/cli.js", "--help"], { encoding: "utf8" });
  for (const [, name] of README.matchAll(/\bnpx elbo (\w+)/g)) expect(usage).toContain(`elbo ${name}`);
});

test("its TypeScript runs as it stands", () => {
  const [, code] = README.match(/```ts\n([\s\S]*?)```/)!;
  const { transpileModule } = require("typescript") as typeof import("typescript");
  // inside the package's folder, so that "elbo" is found as a user finds it
  // hidden, for whatever else stands in dist is part of the library to those who ask whether it has changed
  const file = path.resolve("dist", `.readme-${process.pid}.js`);
  writeFileSync(file, transpileModule(code, { compilerOptions: { module: 1, target: 9 } }).outputText);
  try {
    const lines = execFileSync(process.execPath, [file], {
      encoding: "utf8",
      env: { ...process.env, ELBO_QUIET: "1" },
    });
    const [logMarginal, posterior] = lines
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const joint = [0.36, 0.64].map((weight, c) => {
      const [mean, variance] = [
        [54.5, 34],
        [80, 36],
      ][c];
      return (weight * Math.exp(-((66 - mean) ** 2) / (2 * variance))) / Math.sqrt(2 * Math.PI * variance);
    });
    expect(logMarginal[0]).toBeCloseTo(Math.log(joint[0] + joint[1]), 12);
    expect(posterior[0][0]).toBeCloseTo(joint[0] / (joint[0] + joint[1]), 12);
  } finally {
    rmSync(file);
  }
});
