import { cpSync, existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { findChromium } from "../../../src/setup/chromium";
import { browseSite, runAllCells } from "../../site/browse";
import { misses } from "../../site/same-numbers";

const EXECUTED = path.join("out", "notebooks");
/** From here on a cell says how long it takes. */
const LONG_SECONDS = 4;
const LIMIT_MS = 1_200_000;
vi.setConfig({ hookTimeout: 120_000 });

const { open } = browseSite(findChromium(), (folder) => {
  if (!existsSync(EXECUTED)) throw new Error("npm run bench -- site needs executed notebooks: npm start -- --no-serve");
  cpSync(EXECUTED, folder, { recursive: true });
});

const NAMES = readdirSync("notebooks")
  .filter((name) => name.endsWith(".ipynb"))
  .map((name) => path.basename(name, ".ipynb"));

/** Keeps for each cell the seconds that it ran, and those that it says. */
const WATCH = `window.seconds = {}; const began = {};
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const state = target.parentElement?.closest(".run-state") ?? target.closest?.(".run-state");
      const cell = state?.closest(".cell");
      if (!cell) continue;
      if (state.textContent === "runs") began[cell.id] = performance.now();
      if (!state.textContent.startsWith("[")) continue;
      seconds[cell.id] = [(performance.now() - began[cell.id]) / 1000, Number(cell.dataset.seconds ?? 0)];
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });`;

test.each(NAMES)(
  "how long the cells of %s run in the page, and whether they give the kernel's numbers",
  async (name) => {
    const page = await open(name);
    await page.evaluate(WATCH);
    const { stored, now } = await runAllCells(page, LIMIT_MS);
    const took = (await page.evaluate("seconds")) as Readonly<Record<string, readonly [number, number]>>;
    const all = Object.values(took).reduce((sum, [seconds]) => sum + seconds, 0);
    const long = Object.entries(took).filter(([, [seconds, said]]) => seconds > LONG_SECONDS || said > 0);
    console.log(
      [
        `${name}: ${all.toFixed(0)} s`,
        ...long.map(([id, [seconds, said]]) => `  ${id}: ${seconds.toFixed(1)} s, says ${said}`),
        ...misses(stored, now).map((miss) => `  ${miss}`),
      ].join("\n"),
    );
    expect(now).toHaveLength(stored.length);
  },
  LIMIT_MS,
);
