import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildCourse } from "../../../src/course";
import { findChromium } from "../../../src/setup/chromium";
import { type Server, serve } from "../../../src/site/serve";
import { misses } from "../../site/same-numbers";

const EXECUTED = path.join("out", "notebooks");
/** From here on a cell says how long it takes. */
const LONG_SECONDS = 4;
const LIMIT_MS = 1_200_000;

let browser: Browser;
let site: Server;
const folder = mkdtempSync(path.join(tmpdir(), "elbo-bench-"));

beforeAll(async () => {
  if (!existsSync(EXECUTED)) throw new Error("npm run bench -- site needs executed notebooks: npm start -- --no-serve");
  await buildCourse({ notebooks: EXECUTED, out: path.join(folder, "site") });
  site = await serve({ dir: path.join(folder, "site"), port: 0 });
  browser = await chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox", "--disable-gpu"] });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await site?.close();
  rmSync(folder, { recursive: true, force: true });
});

const NAMES = readdirSync("notebooks")
  .filter((name) => name.endsWith(".ipynb"))
  .map((name) => path.basename(name, ".ipynb"));

test.each(NAMES)(
  "how long the cells of %s run in the page, and whether they give the kernel's numbers",
  async (name) => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${site.url}${name}.html`);
    const stored = await page.locator(".checks li").allTextContents();
    const cells = await page.locator(".cell").count();
    await page.evaluate(`window.seconds = {}; const began = {};
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const state = target.parentElement?.closest(".run-state") ?? target.closest?.(".run-state");
        const cell = state?.closest(".cell");
        if (!cell) continue;
        if (state.textContent === "runs") began[cell.id] = performance.now();
        if (/^\\[/.test(state.textContent)) seconds[cell.id] = [(performance.now() - began[cell.id]) / 1000, Number(cell.dataset.seconds ?? 0)];
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });`);
    await page.locator(".cell").last().locator(".run-bar button").first().dispatchEvent("click");
    const anyway = page.getByRole("button", { name: "Run anyway" });
    const foot = page.getByRole("complementary");
    await anyway.or(foot.getByText(/^(Loading|Running)/)).waitFor({ timeout: 30_000 });
    if ((await anyway.count()) > 0) await anyway.dispatchEvent("click");
    await foot.getByText(new RegExp(`^${cells} cells have run`)).waitFor({ timeout: LIMIT_MS });
    const now = await page.locator(".checks li").allTextContents();
    const took = (await page.evaluate("seconds")) as Readonly<Record<string, readonly [number, number]>>;
    const long = Object.entries(took).filter(([, [seconds, said]]) => seconds > LONG_SECONDS || said > 0);
    console.log(
      [
        `${name}: ${Object.values(took)
          .reduce((sum, [seconds]) => sum + seconds, 0)
          .toFixed(0)} s`,
        ...long.map(([id, [seconds, said]]) => `  ${id}: ${seconds.toFixed(1)} s, says ${said}`),
        ...misses(stored, now).map((miss) => `  ${miss}`),
      ].join("\n"),
    );
    expect(now).toHaveLength(stored.length);
    await page.context().close();
  },
  LIMIT_MS,
);
