import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildCourse } from "../../../src/course";
import { findChromium } from "../../../src/setup/chromium";
import { type Server, serve } from "../../../src/site/serve";
import { faultsOfPages } from "../../site/every-page";

const EXECUTED = path.join("out", "notebooks");
const SLOWER = 4;
const STEP = 300;

let browser: Browser;
let site: Server;
let buildMs: number;
const folder = mkdtempSync(path.join(tmpdir(), "elbo-bench-"));

beforeAll(async () => {
  if (!existsSync(EXECUTED)) throw new Error("npm run bench -- site needs executed notebooks: npm start -- --no-serve");
  const before = performance.now();
  await buildCourse({ notebooks: EXECUTED, out: path.join(folder, "site") });
  buildMs = performance.now() - before;
  site = await serve({ dir: path.join(folder, "site"), port: 0 });
  browser = await chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox", "--disable-gpu"] });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await site?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function throttled(slower: number): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
  // the page itself says when: to ask it would take its time
  await page.addInitScript(`window.long = [];
    new MutationObserver((_, observer) => {
      if (!document.querySelector(".drawing svg.marks")) return;
      console.log("drawn after " + performance.now());
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
    new PerformanceObserver((list) => long.push(...list.getEntries().map((e) => e.duration)))
      .observe({ type: "longtask", buffered: true });`);
  return page;
}

test("the site of all notebooks, built once they have run", () => {
  const pages = readdirSync(path.join(folder, "site")).filter((file) => file.endsWith(".html"));
  console.log(`${pages.length} pages in ${(buildMs / 1000).toFixed(1)} s`);
  expect(pages.length).toBeGreaterThan(10);
});

test("every page of it loads, draws each chart, and each knob moves its chart", async () => {
  const pages = readdirSync(path.join(folder, "site")).filter((file) => file.endsWith(".html"));
  const before = performance.now();
  expect(await faultsOfPages(browser, site, pages)).toEqual([]);
  console.log(`looked at in ${((performance.now() - before) / 1000).toFixed(0)} s`);
});

test("how soon the home page's figure is there, on a processor made four times slower", async () => {
  const times: number[] = [];
  for (let run = 0; run < 5; run++) {
    const page = await throttled(SLOWER);
    const said = page.waitForEvent("console", (message) => message.text().startsWith("drawn after "));
    await page.goto(`${site.url}index.html`);
    times.push(Number((await said).text().replace("drawn after ", "")));
    await page.context().close();
  }
  console.log(`home page usable after ${times.map((ms) => ms.toFixed(0)).join(", ")} ms`);
  expect(times).toHaveLength(5);
});

test("the longest task while each notebook's page is scrolled from top to bottom", async () => {
  for (const name of readdirSync(path.join(folder, "site")).filter((file) => /^\d\d-.*html$/.test(file))) {
    const page = await throttled(1);
    await page.goto(`${site.url}${name}`);
    await page.evaluate("document.fonts.ready.then(() => (long.length = 0))");
    const height = Number(await page.evaluate("document.documentElement.scrollHeight"));
    for (let y = 0; y < height; y += STEP) {
      await page.mouse.wheel(0, STEP);
      await page.waitForTimeout(50);
    }
    const [charts, drawn] = [await page.locator("figure.chart").count(), await page.locator("svg.marks").count()];
    const longest = Number(await page.evaluate("Math.max(0, ...long)"));
    console.log(`${name}: ${drawn} of ${charts} charts drawn, longest task ${longest.toFixed(0)} ms`);
    expect(drawn).toBeGreaterThan(0);
    await page.context().close();
  }
});
