import { copyFileSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isAlive } from "../../src/files/is-alive";
import { browserOrReason } from "../browser";
import { until } from "../runner/fixture";
import { type Lab, type LabNotebook, startLab } from "./lab";
import { describeClients } from "./python";

const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"];
const SECOND = "02-jensen-elbo-em.ipynb";

const LIVE = `
import { clusters, live, progress } from "elbo";
const drawn = live();
const bar = progress(10);
for (let n = 0; n < 10; n++) {
  const points = Array.from({ length: n }, (_, x) => ({ x, y: x }));
  drawn.update(clusters(points, { title: "", description: n + " points", xTitle: "", yTitle: "" }));
  bar.tick();
  await new Promise((resolve) => setTimeout(resolve, 30));
}
bar.done();
`.trim();

const found = browserOrReason();
if (found.path === undefined) console.warn(`skipped: JupyterLab in a browser, because of ${found.reason}`);

describeClients("JupyterLab", "newest", (clients) => {
  let lab: Lab;
  let browser: Browser;
  let page: Page;
  let notebook: LabNotebook;
  beforeAll(async () => {
    mkdirSync(path.join(clients.folder, "notebooks"));
    copyFileSync(path.join("notebooks", SECOND), path.join(clients.folder, "notebooks", SECOND));
    [lab, browser] = await Promise.all([
      startLab(clients),
      chromium.launch({ executablePath: found.path, args: QUIET }),
    ]);
    page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
    notebook = await lab.open(page, SECOND);
  });
  afterAll(async () => {
    await browser?.close();
    await lab?.close();
  });

  const visible = test.skipIf(!found.path);

  visible(
    "runs notebook 02 whole: every check has its tick, every chart is drawn",
    async () => {
      await notebook.idle();
      await notebook.command("notebook:run-all-cells");
      await notebook.idle(90_000);
      const texts = await page.locator(".jp-OutputArea-output").allTextContents();
      const checks = texts.filter((text) => /^[✓✗] /.test(text));
      expect(checks.length).toBeGreaterThan(30);
      expect(checks.filter((text) => text.startsWith("✗"))).toEqual([]);
      const shows = readFileSync(path.join("notebooks", SECOND), "utf8").match(/^ *"show\(/gm)!;
      expect(await page.locator(".vega-embed canvas").count()).toBe(shows.length);
    },
    120_000,
  );

  visible("a slider changes the number that its chart shows", async () => {
    const chart = page.locator(".vega-embed", { has: page.locator("input[type=range]") }).first();
    const slider = chart.locator("input[type=range]");
    const picture = async () => (await chart.locator("canvas").screenshot()).toString("base64");
    const [before, label] = [await picture(), await chart.locator("form").textContent()];
    // by the mouse: JupyterLab takes the arrow keys for itself
    await slider.click({ position: { x: 10, y: 5 } });
    await expect.poll(() => chart.locator("form").textContent()).not.toBe(label);
    await expect.poll(picture).not.toBe(before);
  });

  visible("a live chart and a progress bar change where they stand", async () => {
    const cell = await notebook.write(LIVE);
    await notebook.run();
    await expect.poll(() => cell.locator(".jp-OutputArea-output").allTextContents()).toHaveLength(2);
    expect(await cell.locator(".jp-RenderedText").textContent()).toContain("100 %  10/10  done");
    expect(await cell.locator(".vega-embed canvas").count()).toBe(1);
    expect(await cell.locator("[aria-label='9 points']").count()).toBe(1);
  });

  visible("Tab completes a name, with what its type has", async () => {
    const cell = await notebook.write("Math.hyp");
    await page.keyboard.press("Tab");
    await page.locator(".jp-Completer-item", { hasText: "hypot" }).waitFor();
    await page.keyboard.press("Enter");
    await expect.poll(() => cell.locator(".cm-line").textContent()).toBe("Math.hypot");
  });

  visible("a loop without end is interrupted, and the next cell runs", async () => {
    const loop = await notebook.write('console.log("begun"); while (true) {}');
    await page.keyboard.press("Control+Enter");
    await loop.locator(".jp-OutputArea-output", { hasText: "begun" }).waitFor();
    await notebook.command("notebook:interrupt-kernel");
    await notebook.idle();
    expect(await loop.locator(".jp-OutputArea-output").last().textContent()).toContain("Interrupted");
    const next = await notebook.write("late.length + 41");
    await notebook.run();
    expect(await next.locator(".jp-OutputArea-output").textContent()).toContain("42");
  });

  visible("a restarted kernel has forgotten what was declared, and counts from 1", async () => {
    await notebook.restart();
    const cell = await notebook.write("late.length");
    await notebook.run();
    expect(await cell.locator(".jp-InputPrompt").textContent()).toBe("[1]:");
    expect(await cell.locator(".jp-OutputArea-output").textContent()).toContain("Cannot find name 'late'");
  });

  visible("Ctrl-C ends it, its server and its kernels", async () => {
    const cell = await notebook.write('"kernel " + process.pid');
    await notebook.run();
    const [, kernel] = (await cell.locator(".jp-OutputArea-output").textContent())!.match(/kernel (\d+)/)!;
    const servers = readdirSync(clients.env.JUPYTER_RUNTIME_DIR!).flatMap(
      (name) => name.match(/^jpserver-(\d+)\.json/)?.[1] ?? [],
    );
    expect(servers.length).toBe(1);
    expect(await lab.close("SIGINT")).toBe(130);
    await until(
      () => [...servers, kernel].every((pid) => !isAlive(Number(pid))),
      "the end of the server and its kernel",
    );
  });
});
