import { readFileSync } from "node:fs";
import type { Browser, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import type { Server } from "../../src/site/serve";

/**
 * What goes wrong as a reader looks at each page from top to bottom and turns each knob, in one line each: complaints of
 * the browser, requests to other hosts, charts that are not drawn, knobs that move nothing, and what axe finds.
 */
export async function faultsOfPages(browser: Browser, site: Server, files: readonly string[]): Promise<string[]> {
  const faults: string[] = [];
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  for (const file of files) {
    const page = await context.newPage();
    const say = (what: string) => faults.push(`${file}: ${what}`);
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) say(message.text());
    });
    page.on("pageerror", ({ message }) => say(message));
    page.on("request", (request) => {
      if (!request.url().startsWith(site.url) && !request.url().startsWith("data:")) say(`asks for ${request.url()}`);
    });
    await page.goto(`${site.url}${file}`);
    for (const chart of await page.locator("figure.chart").all()) {
      await scrollTo(chart);
      const name = await chart.locator(".drawing").getAttribute("aria-label");
      const isDrawn = await chart
        .locator("svg.marks")
        .waitFor()
        .then(
          () => true,
          () => false,
        );
      if (!isDrawn) say(`not drawn: ${name}`);
      for (const knob of await deadKnobs(page, chart)) say(`the knob ${knob} moves nothing: ${name}`);
    }
    for (const fault of await axeOf(page)) say(fault);
    await page.close();
  }
  await context.close();
  return faults;
}

/** Brings an element into view, and lets the page see that it is. Playwright's own way waits until the element stands still, which it may long not do while charts are drawn. */
export async function scrollTo(element: Locator): Promise<void> {
  await element.evaluate((e: { scrollIntoView(how: object): void }) => e.scrollIntoView({ block: "center" }));
  await element.page().evaluate("new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)))");
}

/** What axe finds wrong in a page as it stands. */
export async function axeOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
  return page.evaluate<string[]>(
    "axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations.flatMap((v) => v.nodes.map((n) => v.id + ': ' + n.html + ' ' + n.failureSummary)))",
  );
}

/** The names of a chart's sliders that leave its picture as it was. */
async function deadKnobs(page: Page, chart: Locator): Promise<readonly string[]> {
  const dead: string[] = [];
  const picture = () => chart.locator(".drawing").innerHTML();
  for (const slider of await chart.getByRole("slider").all()) {
    const before = await picture();
    await slider.focus();
    const isAtEnd = await page.evaluate("document.activeElement.value === document.activeElement.max");
    for (let i = 0; i < 3; i++) await page.keyboard.press(isAtEnd ? "ArrowLeft" : "ArrowRight");
    const name = String(await page.evaluate("document.activeElement.closest('label').textContent"));
    await expect
      .poll(picture, { timeout: 10_000 })
      .not.toBe(before)
      .catch(() => dead.push(name));
  }
  return dead;
}
