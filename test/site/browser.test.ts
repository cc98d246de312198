import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { buildCourse } from "../../src/course";
import { buildSite } from "../../src/site/build";
import { type Server, serve } from "../../src/site/serve";
import { browserOrReason } from "../browser";
import { axeOf, scrollTo } from "./every-page";
import { library, writeLiveNotebooks } from "./live-charts";
import { codeCell, display, markdownCell, stream, temporaryFolder, writeNotebook } from "./notebooks";
import { MARKDOWN, MARKUP } from "./payloads";

const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"];
const WIDE = { viewport: { width: 1280, height: 900 } };
const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
const PAGES = "index figures concepts notation api homework h1-bounds 01-two-hills 02-bound 03-live".split(" ");
const FIRST_PAGE_BYTES = 300e3;
/** axe looks at every word of the longest page. */
const AXE_MS = 120_000;

const found = browserOrReason();
if (found.path === undefined) console.warn(`skipped: the site in a browser, because of ${found.reason}`);

describe.skipIf(!found.path)("in a browser", () => {
  let browser: Browser;
  let site: Server;
  let complaints: string[];
  let requests: string[];
  beforeAll(async () => {
    const dir = path.join(temporaryFolder(), "site");
    const notebooks = temporaryFolder();
    writeLiveNotebooks(notebooks);
    await buildCourse({ notebooks, out: dir });
    site = await serve({ dir, port: 0 });
    browser = await chromium.launch({ executablePath: found.path, args: QUIET });
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
  });

  /** A page whose every complaint, and every request to another host, is collected. */
  async function open(name: string, options: BrowserContextOptions = WIDE, server = site): Promise<Page> {
    [complaints, requests] = [[], []];
    const page = await (await browser.newContext(options)).newPage();
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", ({ message }) => complaints.push(message));
    page.on("request", (request) => {
      if (!request.url().startsWith("data:")) requests.push(request.url().replace(server.url, ""));
    });
    page.on("requestfailed", (request) => complaints.push(request.url()));
    await page.goto(`${server.url}${name}.html`);
    return page;
  }

  async function drawAll(page: Page): Promise<void> {
    for (const figure of await page.locator("figure.chart").all()) {
      await scrollTo(figure);
      await figure.locator("svg.marks").waitFor();
    }
  }

  test.each(PAGES)(
    "%s loads without a complaint from itself or axe, and asks no other host for anything",
    async (name) => {
      const page = await open(name, { ...WIDE, colorScheme: "light" });
      await drawAll(page);
      await page.waitForLoadState("networkidle");
      expect(complaints).toEqual([]);
      expect(requests.filter((address) => /^\w+:/.test(address))).toEqual([]);
      expect(await page.locator(".live .drawing svg").count()).toBe(await page.locator("figure.chart").count());
      expect(await page.evaluate("document.fonts.check('16px \"Source Serif 4\"')")).toBe(true);
      expect(await axeOf(page)).toEqual([]);
    },
    AXE_MS,
  );

  test("a slider moves its number and the chart, by keyboard", async () => {
    const page = await open("02-bound");
    await drawAll(page);
    const slider = page.getByRole("slider", { name: "q(z = 1)" });
    const value = page.locator(".controls input[type=range] + span");
    const label = page.locator(".drawing .mark-text.role-mark text").first();
    const [before, drawnBefore] = [await value.textContent(), await label.textContent()];
    await slider.focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => value.textContent()).toBe("0.51");
    expect(before).toBe("0.5");
    await expect.poll(() => label.textContent()).not.toBe(drawnBefore);
    expect(complaints).toEqual([]);
  });

  test("the dark page draws its charts again, keeps the sliders, and is remembered", async () => {
    const page = await open("02-bound");
    await drawAll(page);
    const line = page.locator(".drawing .mark-line path").first();
    const light = await line.getAttribute("stroke");
    await page.getByRole("slider").fill("0.9");
    await page.getByRole("button", { name: "Dark" }).click();
    await expect.poll(() => line.getAttribute("stroke")).not.toBe(light);
    expect(await page.locator(".controls input[type=range] + span").textContent()).toBe("0.9");
    const paper = () => page.evaluate("getComputedStyle(document.documentElement).backgroundColor");
    const dark = await paper();
    await page.reload();
    expect(await paper()).toBe(dark);
    await page.getByRole("button", { name: "Dark" }).click();
    expect(await paper()).not.toBe(dark);
    expect(complaints).toEqual([]);
  });

  test("the page follows the system's choice of dark", async () => {
    const page = await open("02-bound", { ...WIDE, colorScheme: "dark" });
    expect(await page.getByRole("button", { name: "Dark" }).getAttribute("aria-pressed")).toBe("true");
  });

  test.each(PAGES)(
    "%s fits a dark phone of 360 pixels, charts included, and axe finds no fault",
    async (name) => {
      const page = await open(name, { ...PHONE, colorScheme: "dark" });
      await drawAll(page);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
      for (const svg of await page.locator(".drawing svg").all()) {
        const box = await svg.boundingBox();
        expect(box!.x).toBeGreaterThanOrEqual(0);
        expect(box!.x + box!.width).toBeLessThanOrEqual(360);
        expect(Number(await svg.getAttribute("width")), "laid out for the phone, not shrunk").toBeLessThanOrEqual(360);
      }
      await expect.poll(() => page.locator(".contents details[open]").count()).toBe(0);
      expect(await axeOf(page)).toEqual([]);
    },
    AXE_MS,
  );

  test("a chart that cannot be laid out for a phone, as a word in it stands at a fixed place, is scaled whole", async () => {
    const folder = temporaryFolder();
    const line = { mark: "line", encoding: { x: { field: "a", type: "quantitative" } } };
    const word = { mark: { type: "text", align: "right" }, encoding: { text: { value: "word" }, x: { value: 552 } } };
    const spec = { width: 560, data: { values: [{ a: 1 }, { a: 2 }] }, layer: [line, word] };
    writeNotebook(folder, "fixed", [
      markdownCell("# Fixed"),
      codeCell("chart", [display({ "application/vnd.vegalite.v5+json": spec, "text/plain": "a chart" })]),
    ]);
    const dir = path.join(folder, "site");
    await buildSite({ notebooks: folder, out: dir });
    const server = await serve({ dir, port: 0 });
    try {
      const svg = (await open("fixed", PHONE, server)).locator(".drawing svg");
      await expect.poll(async () => (await svg.boundingBox())?.width).toBeLessThanOrEqual(360);
      await expect.poll(() => svg.getAttribute("width").then(Number)).toBeGreaterThanOrEqual(560);
    } finally {
      await server.close();
    }
  });

  test("without scripts the pictures stand in for the charts, with their words", async () => {
    const page = await open("02-bound", { ...WIDE, javaScriptEnabled: false });
    for (const picture of await page.locator(".still img").all()) {
      expect(await picture.isVisible()).toBe(true);
      expect(await picture.getAttribute("alt")).toMatch(/\w{3}/);
    }
    expect(await page.locator("figcaption:visible, button:visible").count()).toBe(0);
  });

  test("a chart is one picture with a name for those who hear the page", async () => {
    const page = await open("02-bound");
    await drawAll(page);
    await expect.poll(() => page.getByRole("img", { name: /^A red curve of the bound/ }).count()).toBe(1);
  });

  async function turn(page: Page, knob: string, value: number): Promise<void> {
    await page.getByRole("slider", { name: knob }).fill(String(value));
  }

  /** The number that a drawing shows behind a word, as "ELBO −1.234". */
  async function shown(page: Page, word: string): Promise<number> {
    const texts = await page.locator(".drawing .mark-text.role-mark text").allTextContents();
    const text = texts.find((candidate) => candidate.startsWith(`${word} `)) ?? "";
    return Number(text.slice(word.length).replace("−", "-"));
  }

  test.each([
    [-2, 0.7],
    [1.5, 1.2],
  ])("on the home page the bound of q = N(%d, %d²) is the library's, light and dark", async (loc, scale) => {
    const page = await open("index");
    await drawAll(page);
    await turn(page, "mean μ of q", loc);
    await turn(page, "scale σ of q", scale);
    const expected = library.elboOfNormal(loc, scale);
    await expect.poll(() => shown(page, "ELBO")).toBeCloseTo(expected, 3);
    await page.getByRole("button", { name: "Dark" }).click();
    const line = page.locator(".drawing .mark-line path").first();
    await expect.poll(() => line.getAttribute("stroke")).toBe("#7ab0ff");
    expect(await shown(page, "ELBO")).toBeCloseTo(expected, 3);
    expect(complaints).toEqual([]);
  });

  test.each([0, 0.25, 0.9])("on a notebook's page the bound of q(z = 1) = %d is the library's", async (q) => {
    const page = await open("03-live");
    await drawAll(page);
    await turn(page, "q(z = 1)", q);
    const chart = page.locator("figure").last();
    const text = () => chart.locator(".drawing text", { hasText: /^ELBO −/ }).textContent();
    await expect.poll(async () => Number((await text())?.slice(6))).toBeCloseTo(-library.elboOfBit(q), 2.9);
  });

  test("the home page asks for less than 300 kB, compressed, and for no compiler of charts", async () => {
    const page = await open("index");
    await drawAll(page);
    await page.waitForLoadState("networkidle");
    const sizes = await Promise.all(
      [...new Set(requests)].map(async (address) => {
        const answer = await page.request.get(new URL(address, site.url).href);
        return gzipSync(await answer.body(), { level: 9 }).length;
      }),
    );
    expect(requests).toContain("assets/home.js");
    expect(requests).not.toContain("assets/charts.js");
    expect(sizes.reduce((a, b) => a + b)).toBeGreaterThan(100e3);
    expect(sizes.reduce((a, b) => a + b)).toBeLessThan(FIRST_PAGE_BYTES);
  });

  test("the home page asks for its fonts as it is read, not as it is laid out, which would take two layouts", async () => {
    const page = await open("index");
    await drawAll(page);
    const late: unknown = await page.evaluate(`performance.getEntriesByType("resource")
      .filter(({ name, initiatorType }) => name.endsWith(".woff2") && initiatorType !== "link").map(({ name }) => name)`);
    expect(late).toEqual([]);
  });

  test("the key Tab reaches everything that can be used, and shows where it is", async () => {
    const page = await open("03-live");
    await drawAll(page);
    const usable = "a[href], button, summary, input, select, [tabindex='0']";
    const visible = await page.locator(`:is(${usable}):visible`).count();
    await page.evaluate("window.reached = new Set()");
    for (let i = 0; i < visible; i++) {
      await page.keyboard.press("Tab");
      const outline = await page.evaluate(
        "reached.add(document.activeElement) && getComputedStyle(document.activeElement).outlineStyle",
      );
      expect(outline).not.toBe("none");
    }
    expect(await page.evaluate("reached.size")).toBe(visible);
    expect(visible).toBeGreaterThan(10);
  });

  test("the search finds a word in either spelling, by keyboard, and leads to the heading above it", async () => {
    const page = await open("01-two-hills");
    expect(requests.filter((address) => address.includes("search"))).toEqual([]);
    for (const word of ["amortised", "amortized"]) {
      await page.keyboard.press("Control+k");
      await page.getByRole("searchbox").fill(word);
      await page.locator(".finder a").first().waitFor();
      expect(await page.locator(".finder a strong").allTextContents()).toContain("amortized");
      expect(await page.locator(".finder mark").first().textContent()).toMatch(/^amorti[sz]/i);
      await page.keyboard.press("Escape");
      expect(await page.locator("dialog[open]").count()).toBe(0);
    }
    await page.keyboard.press("Control+k");
    await page.getByRole("searchbox").fill("third hill");
    await page.locator(".finder a").first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.url()).toBe(`${site.url}01-two-hills.html#exercise-a-third-hill`);
    expect(await page.locator("dialog[open]").count()).toBe(0);
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByRole("searchbox").fill("xyzzyx");
    await page.getByText("Nothing found").waitFor();
    const report = await axeOf(page);
    expect(report).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test("a figure of the gallery is taken along as SVG with the knob as it stands, as PNG, and as data", async () => {
    const page = await open("figures");
    await drawAll(page);
    await page.getByRole("slider", { name: "q(z = 1)" }).fill("0.9");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "SVG" }).first().click(),
    ]);
    expect(download.suggestedFilename()).toBe("02-bound-cell-104.svg");
    const svg = readFileSync(await download.path(), "utf8");
    expect(svg).toMatch(/^<svg [^>]*>/);
    expect(svg).toContain("touches the truth");
    for (const link of await page.locator("a[download]").all()) {
      const answer = await page.request.get(new URL((await link.getAttribute("href")) ?? "", site.url).href);
      expect([answer.status(), (await answer.body()).length > 4]).toEqual([200, true]);
    }
    await page
      .getByRole("link", { name: /^In its notebook/ })
      .first()
      .click();
    expect(page.url()).toBe(`${site.url}02-bound.html#cell-cell-104`);
    expect(complaints).toEqual([]);
  });

  test("the first key leads past the bar to the text", async () => {
    const page = await open("01-two-hills");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.tagName")).toBe("MAIN");
  });

  test("code is copied as it stands", async () => {
    const page = await open("01-two-hills", { ...WIDE, permissions: ["clipboard-read", "clipboard-write"] });
    await page.getByRole("button", { name: "Copy" }).first().click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    expect(await page.evaluate("navigator.clipboard.readText()")).toMatch(/^import \{ .* \} from "elbo";$/);
  });

  test("a hostile notebook runs nothing, sends nothing and goes nowhere", async () => {
    const folder = temporaryFolder();
    const payloads = [...MARKUP, ...MARKDOWN];
    const chart = (spec: object) =>
      codeCell("chart", [display({ "application/vnd.vegalite.v5+json": spec, "text/plain": "a chart" })]);
    const point = { mark: { type: "point", size: 90_000 }, encoding: { href: { value: "javascript:window.pwned=1" } } };
    const run = "[].constructor.constructor('window.pwned=1')()";
    writeNotebook(folder, "hostile", [
      markdownCell("# Hostile"),
      ...payloads.map(markdownCell),
      ...payloads.map((words) =>
        codeCell(words, [stream(words), display({ "text/html": words }), display({ "text/markdown": words })]),
      ),
      ...payloads.map((words) => chart({ ...point, title: words, description: words, data: { values: [words] } })),
      ...[{ config: "https://evil.example/config.json" }, { actions: true, renderer: "canvas" }].map((embedOptions) =>
        chart({ ...point, data: { values: [{}] }, usermeta: { embedOptions } }),
      ),
      chart({ ...point, data: { url: "https://evil.example/data.json" } }),
      chart({ ...point, data: { url: "../secret.json" } }),
      chart({ mark: { type: "image", url: "https://evil.example/x.png" }, data: { values: [{}] } }),
      chart({ ...point, data: { values: [{}] }, transform: [{ calculate: run, as: "x" }] }),
      chart({ ...point, data: { values: [{}] }, params: [{ name: "p", expr: run }] }),
    ]);
    const dir = path.join(folder, "site");
    await buildSite({ notebooks: folder, out: dir });
    const server = await serve({ dir, port: 0 });
    try {
      const page = await open("hostile", WIDE, server);
      for (const figure of await page.locator("figure.chart").all()) await scrollTo(figure);
      const drawn = page.locator(".drawing svg .mark-symbol path");
      await drawn.last().waitFor();
      for (const shape of await drawn.all()) await shape.click({ force: true });
      expect(await page.evaluate("window.pwned")).toBeUndefined();
      expect(await page.locator(".vega-actions, canvas").count()).toBe(0);
      expect(requests.filter((address) => !/^(hostile\.html|assets\/[\w-]+\.\w+)$/.test(address))).toEqual([]);
      expect(page.url()).toBe(`${server.url}hostile.html`);
      const served = readFileSync(path.join(dir, "hostile.html"), "utf8");
      expect(await page.evaluate(`(${LIVE_PARTS})(${JSON.stringify(served)})`)).toEqual([]);
      const control = "<svg onload=1></svg><main><svg></svg><a href=javascript:1></a></main>";
      expect(await page.evaluate(`(${LIVE_PARTS})(${JSON.stringify(control)})`)).toHaveLength(3);
    } finally {
      await server.close();
    }
  });
});

/** What the browser's own parser finds alive in the page as served, before any script has touched it. */
const LIVE_PARTS = `(html) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const attributes = [...page.querySelectorAll("*")].flatMap((element) => [...element.attributes]);
  return [
    ...attributes.filter(({ name }) => /^on|^formaction$|^srcdoc$/.test(name)),
    ...attributes.filter(({ name, value }) => /href|src|action|data/.test(name) && /script:|evil/.test(value)),
    ...page.querySelectorAll("iframe, object, embed, form, input, base, main style, main link, main svg"),
    ...page.querySelectorAll('main script:not([type="application/json"])'),
  ].map((live) => live.outerHTML ?? live.name + "=" + live.value);
}`;
