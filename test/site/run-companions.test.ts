import { copyFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test, vi } from "vitest";
import { copyOf, runAll } from "../../src/runner/run-all";
import { browserOrReason } from "../browser";
import { keptCopy } from "../notebooks/kept-copy";
import { browseSite, runAllCells } from "./browse";
import { misses } from "./same-numbers";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const COMPANIONS = ["01-latent-variable-marginals", "02-jensen-elbo-em", "03-choosing-q", "04-bounds-over-theta"];

const found = browserOrReason();
if (found.path === undefined) console.warn(`skipped: companions that run in a browser, because of ${found.reason}`);

describe.skipIf(!found.path)("the cells", () => {
  const { open } = browseSite(found.path, async (out) => {
    const sources = COMPANIONS.map((name) => path.join("notebooks", `${name}.ipynb`));
    const left = sources.filter((file) => {
      const kept = keptCopy(file);
      if (kept) copyFileSync(kept, copyOf(file, out));
      return !kept;
    });
    const reports = await runAll(left, { out, jobs: 2, timeoutSeconds: 120 });
    expect(reports.map(({ status }) => status)).toEqual(left.map(() => "ok"));
  });

  test.each(COMPANIONS)("of %s, all, give the numbers that the kernel gave", async (name) => {
    const { stored, now } = await runAllCells(await open(name));
    expect(now).toHaveLength(stored.length);
    expect(misses(stored, now)).toEqual([]);
  });
});
