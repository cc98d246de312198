import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { run } from "../../src/setup/run";
import { backend } from "../../src/tensors/backend";
import { bundleSpecs } from "./bundle";
import type { Outcomes } from "./outcomes";

const MODULES = path.join(__dirname, "..", "..", "node_modules");
const LIMIT_MS = 300_000;

/** The specs that fail, and what each says: our TensorFlow is years younger than the one that tfjs-node was made for. */
const KNOWN: Readonly<Record<string, RegExp>> = {
  // its Round gives zeros for whole numbers: `fit`, the models and the bounds round none
  "round test-tensorflow {} int32": /Arrays differ/,
  // its ConcatV2 takes no scalars: histograms for TensorBoard are not to be had
  "tensorboard SummaryFileWriter.histogram Create summaryFileWriter and write tensor": /Can't concatenate scalars/,
  "tensorBoard callback fit(): histogramFreq 2, with validation": /Can't concatenate scalars/,
  // it is refused in other words, because oneDNN, which makes small matrix products slower, is left out
  "depthwiseConv2d gradients test-tensorflow {} throws error on dilations > 1": /does not support dilations/,
};

const native = backend().name === "native";
if (!native) console.warn(`skipped: tfjs's own specs, because tensors run on ${backend().why}`);

describe("tfjs's own specs on our native backend", () => {
  let outcomes: Outcomes;
  beforeEach(({ skip }) => skip(!native, `tensors run on ${backend().why}`));
  beforeAll(async () => {
    if (!native) return;
    const folder = mkdtempSync(path.join(tmpdir(), "elbo-specs-"));
    try {
      const [program, file] = ["run-specs.cjs", "outcomes.json"].map((name) => path.join(folder, name));
      await bundleSpecs(program);
      const env = { ...process.env, NODE_PATH: MODULES, TMPDIR: folder };
      const signal = AbortSignal.timeout(LIMIT_MS);
      const { ok, complaint } = await run(process.execPath, [program, file], { cwd: folder, env, signal });
      if (!ok) throw new Error(`the specs did not run to their end: ${complaint}`);
      outcomes = JSON.parse(readFileSync(file, "utf8"));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, LIMIT_MS);

  test("are run: thousands of them", () => {
    expect(outcomes.counts.passed).toBeGreaterThan(3900);
  });

  test.each(Object.keys(KNOWN))("%s fails, as is known", (name) => {
    expect(outcomes.failed[name]).toMatch(KNOWN[name]);
  });

  test("pass, all the others", () => {
    const others = Object.entries(outcomes.failed).filter(([name]) => !(name in KNOWN));
    expect(others).toEqual([]);
  });
});
