import path from "node:path";
import { describe, expect, test, vi } from "vitest";
import { runAll } from "../../src/runner/run-all";
import { browserOrReason } from "../browser";
import { browseSite, says } from "./browse";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const COMPANIONS = ["01-latent-variable-marginals", "02-jensen-elbo-em", "03-choosing-q", "04-bounds-over-theta"];

const found = browserOrReason();
if (found.path === undefined) console.warn(`skipped: companions that run in a browser, because of ${found.reason}`);

describe.skipIf(!found.path)("the cells", () => {
  const { open } = browseSite(found.path, async (out) => {
    const sources = COMPANIONS.map((name) => path.join("notebooks", `${name}.ipynb`));
    const reports = await runAll(sources, { out, jobs: 2, timeoutSeconds: 120 });
    expect(reports.map(({ status }) => status)).toEqual(COMPANIONS.map(() => "ok"));
  });

  test.each(COMPANIONS)("of %s, all, give the numbers that the kernel gave", async (name) => {
    const page = await open(name);
    const stored = await page.locator(".checks li").allTextContents();
    const cells = await page.locator(".cell").count();
    // the last one, also where it is folded away
    await page.locator(".cell").last().locator(".run-bar button").first().dispatchEvent("click");
    await says(page, new RegExp(`^${cells} cells have run`));
    const now = await page.locator(".checks li").allTextContents();
    expect(now.map(claimOf)).toEqual(stored.map(claimOf));
    for (const [i, line] of now.entries()) {
      const { value, tolerance } = numbersOf(stored[i]);
      // what was trained in float32 is as exact as its check says, or where it says nothing to a thousandth
      const most = TRAINED.includes(claimOf(line)) ? 1e-3 : Math.max(1e-4, tolerance);
      expect(Math.abs(numbersOf(line).value - value), line).toBeLessThanOrEqual(most);
    }
  });
});

const TRAINED = ["Passed: gap of the flow", "Passed: gap of the flow, from below"];

const claimOf = (line: string): string => line.replace(/: [^:]*$/, "");

function numbersOf(line: string): { value: number; tolerance: number } {
  const [, value, tolerance = "0"] = line.match(/: ([^:\s]+) \((?:.*± ([^)]+))?[^:]*$/) ?? [];
  return { value: Number(value), tolerance: Number(tolerance) };
}
