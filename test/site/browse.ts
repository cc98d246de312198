import path from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { buildSite } from "../../src/site/build";
import { type Server, serve } from "../../src/site/serve";
import { temporaryFolder } from "./notebooks";

const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"];
export const WIDE = { viewport: { width: 1280, height: 900 } };

/** A site and a browser for all tests of a file, and what its pages complained of and asked for in one test. */
export function browseSite(browserPath: string | undefined, writeNotebooks: (folder: string) => unknown) {
  const folder = path.join(temporaryFolder(), "site");
  const complaints: string[] = [];
  const requests: string[] = [];
  let browser: Browser;
  let site: Server;
  beforeAll(async () => {
    const notebooks = temporaryFolder();
    await writeNotebooks(notebooks);
    await buildSite({ notebooks, out: folder });
    site = await serve({ dir: folder, port: 0 });
    browser = await chromium.launch({ executablePath: browserPath, args: QUIET });
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    expect(complaints.splice(0)).toEqual([]);
    expect(requests.splice(0).filter((address) => !address.startsWith(site.url))).toEqual([]);
  });

  async function open(name: string, options: BrowserContextOptions = WIDE, url = site.url): Promise<Page> {
    const page = await (await browser.newContext(options)).newPage();
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", ({ message }) => complaints.push(message));
    page.on("request", (request) => {
      if (!request.url().startsWith("data:")) requests.push(request.url());
    });
    await page.goto(`${url}${name}.html`);
    return page;
  }
  return { folder, complaints, requests, open };
}

export const run = (cell: Locator) => cell.getByRole("button", { name: "Run", exact: true }).click();

export async function edit(cell: Locator, code: string): Promise<void> {
  await cell.getByRole("button", { name: "Edit" }).click();
  await cell.getByRole("textbox").fill(code);
}

/** Waits for these words at the foot of the page. */
export const says = (page: Page, words: RegExp, timeout = 100_000) =>
  page.getByRole("complementary").getByText(words).waitFor({ timeout });

/** Runs all cells of a page, however long that takes. → the lines of its checks, as they were stored and as they are now */
export async function runAllCells(page: Page, timeout?: number) {
  const lines = () => page.locator(".checks li").allTextContents();
  const stored = await lines();
  const cells = page.locator(".cell");
  // the last one, also where it is folded away
  await cells.last().locator(".run-bar button").first().dispatchEvent("click");
  const anyway = page.getByRole("button", { name: "Run anyway" });
  const begun = page.getByRole("complementary").getByText(/^(Loading|Running|\d+ cells)/);
  await anyway.or(begun).waitFor();
  if (await anyway.isVisible()) await anyway.dispatchEvent("click");
  await says(page, new RegExp(`^${await cells.count()} cells have run`), timeout);
  return { stored, now: await lines() };
}
