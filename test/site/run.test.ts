import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { Locator, Page } from "playwright-core";
import { describe, expect, test, vi } from "vitest";
import { browserOrReason } from "../browser";
import { browseSite, edit, run, says, WIDE } from "./browse";
import { codeCell, markdownCell, stream, writeNotebook } from "./notebooks";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const LONG = "08-variational-autoencoder";
const LOADED_ON_RUN = /assets\/(run\.js|worker\.js|.*\.wasm|datasets\/.*)$/;

const found = browserOrReason();
if (found.path === undefined) console.warn(`skipped: cells that run in a browser, because of ${found.reason}`);

describe.skipIf(!found.path)("cells that run in the page", () => {
  const { open, folder, complaints, requests } = browseSite(found.path, (notebooks) => {
    writeLong(notebooks);
    writeSmall(notebooks);
  });
  const cellOf = (page: Page, text: string): Locator => page.locator(".cell", { hasText: text }).first();

  test("load nothing before one is run, and the data then", async () => {
    const page = await open("small");
    await page.waitForLoadState("networkidle");
    expect(requests.filter((address) => LOADED_ON_RUN.test(address))).toEqual([]);
    await run(page.locator(".cell").nth(2));
    await says(page, /3 cells have run/);
    expect(requests.filter((address) => LOADED_ON_RUN.test(address))).toHaveLength(4);
  });

  test("say that they would take long, show the stored result, and run if the reader has patience", async () => {
    const page = await open(LONG);
    const cell = page.locator("#cell-training-code");
    expect(await cell.textContent()).toContain("about 20 seconds in a browser");
    await run(cell);
    await cell.getByText(/take about 20 seconds in a browser\. Below is the stored result/).waitFor();
    expect(await cell.locator("pre.stdout").textContent()).toBe("stored\n");
    expect(requests.filter((address) => /worker/.test(address))).toEqual([]);
    await cell.getByRole("button", { name: "Run anyway" }).click();
    await says(page, /Running \d+ of \d+/);
    await page.getByRole("button", { name: "Stop" }).click();
    await says(page, /Stopped/);
  });

  test("show what the kernel would: values, what was printed, awaited, declared anew", async () => {
    const page = await open("small");
    await run(cellOf(page, "Promise.all"));
    await says(page, /4 cells have run/);
    const shown = await page.locator(".outputs").allInnerTexts();
    expect(shown.map((text) => text.trim().replace(/\s+/g, " "))).toEqual([
      "elbo: tensors run on wasm, in this page 1 { n: [ 1 ] }",
      "2 1",
      "Tensor float32 [2] [1, 2]",
      "[ 3, 'two' ]",
    ]);
  });

  test("draw charts, bars and tables, also those that change where they stand", async () => {
    const page = await open("small");
    const cell = cellOf(page, "progress(2)");
    await run(cell);
    await says(page, /5 cells have run/);
    await cell.locator("svg.marks").waitFor();
    expect(await cell.locator("figcaption").allInnerTexts()).toEqual(["up to 2"]);
    expect(await cell.locator("pre.result").innerText()).toMatch(/█ {2}100 % {2}2\/2 {2}done/);
    expect(await cell.locator("td").allInnerTexts()).toEqual(["7"]);
    await run(cell);
    await says(page, /1 cell has run/);
    expect(await cell.locator("svg.marks").count()).toBe(1);
  });

  test("end with the error, which names the line; those below wait no longer, and go on without it if asked again", async () => {
    const page = await open("small");
    await edit(cellOf(page, "tensor"), "const f = (x: number) => {\n  throw new RangeError('no ' + x);\n};\n\nf(3);");
    await run(cellOf(page, "Promise.all"));
    await says(page, /An error ended the run/);
    expect(await page.locator("pre.error").innerText()).toBe(
      "RangeError: no 3\n    at f (cell [3], line 2)\n    at cell [3], line 5",
    );
    expect(await cellOf(page, "Promise.all").locator(".run-state").textContent()).toBe("");
    await page.getByRole("link", { name: "Go to it" }).click();
    expect(page.url()).toMatch(/#cell-/);
    await run(cellOf(page, "Promise.all"));
    await says(page, /^1 cell has run/);
  });

  test("say where they are no TypeScript", async () => {
    const page = await open("small");
    const first = page.locator(".cell").first();
    await edit(first, "const a = 1;\nconst b = ;");
    await run(first);
    await says(page, /An error/);
    expect(await page.locator("pre.error").innerText()).toMatch(
      /^const b = ;\n {10}~\nSyntaxError: line 2: Unexpected/,
    );
  });

  test("are stopped also within a loop without an end, after which all can be run again", async () => {
    const page = await open("small");
    await edit(cellOf(page, "tensor"), "while (true) {}");
    await run(cellOf(page, "while"));
    await says(page, /Running 3 of 3/);
    await page.getByRole("button", { name: "Stop" }).click();
    await says(page, /Stopped\. What the cells had computed is gone/);
    await run(page.locator(".cell").nth(1));
    await says(page, /2 cells have run/);
  });

  test("are edited by keyboard alone, run by Shift and Enter, and reset to what they were", async () => {
    const page = await open("small");
    const first = page.locator(".cell").first();
    const before = await first.locator("pre.code").innerHTML();
    await first.getByRole("button", { name: "Edit" }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+A");
    await page.keyboard.type("6 * 7");
    await page.keyboard.press("Shift+Enter");
    await first.locator("pre.result", { hasText: "42" }).waitFor();
    await page.keyboard.press("Escape");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Edit");
    await page.getByRole("button", { name: "Reset" }).click();
    expect(await first.locator("pre.code").innerHTML()).toBe(before);
    expect(await first.locator(".outputs").innerText()).toBe("stored");
  });

  test("run on a plain host, which sends no policy: that of the page holds in the page", async () => {
    const types: Readonly<Record<string, string>> = {
      ".html": "text/html",
      ".js": "text/javascript",
      ".css": "text/css",
    };
    const plain = createServer(({ url = "" }, response) => {
      const type = types[path.extname(url)] ?? "application/octet-stream";
      response.writeHead(200, { "Content-Type": type }).end(readFileSync(path.join(folder, url)));
    });
    await new Promise<void>((resolve) => plain.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(plain.address() as AddressInfo).port}/`;
    try {
      const page = await open("small", WIDE, url);
      await run(page.locator(".cell").first());
      await says(page, /1 cell has run/);
      await page.evaluate(
        "document.head.append(Object.assign(document.createElement('script'), { text: 'window.ran = 1' }))",
      );
      expect(await page.evaluate("window.ran")).toBeUndefined();
      expect(complaints.splice(0).join()).toMatch(/Content Security Policy/);
      expect(requests.splice(0).filter((address) => !address.startsWith(url))).toEqual([]);
    } finally {
      plain.close();
    }
  });

  test.each(["light", "dark"] as const)(
    "axe finds no fault while one is edited and others have run, %s",
    async (colorScheme) => {
      const page = await open("small", { ...WIDE, colorScheme });
      await run(cellOf(page, "Promise.all"));
      await says(page, /4 cells have run/);
      await edit(page.locator(".cell").first(), "null!.x; // wrong");
      await run(page.locator(".cell").first());
      await says(page, /An error/);
      await page.evaluate(readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
      const faults = await page.evaluate<string[]>(
        "axe.run().then(({ violations }) => violations.flatMap((v) => v.nodes.map((n) => v.id + ': ' + n.html)))",
      );
      expect(faults).toEqual([]);
    },
  );
});

/** A companion that has not been run, but for one stored result. */
function writeLong(folder: string): void {
  const notebook = JSON.parse(readFileSync(path.join("notebooks", `${LONG}.ipynb`), "utf8"));
  const cell = notebook.cells.find(({ id }: { id: string }) => id === "training-code");
  cell.outputs = [stream("stored\n")];
  writeFileSync(path.join(folder, `${LONG}.ipynb`), JSON.stringify(notebook));
}

function writeSmall(folder: string): void {
  writeNotebook(folder, "small", [
    markdownCell("# Small"),
    codeCell(
      'import { backend, type Rows } from "elbo";\nconst rows: Rows = [[1]];\nlet n = rows[0];\nbackend();\nconsole.log(n[0]);\n({ n })',
      [stream("stored")],
    ),
    codeCell("const f = () => n;\nconst n = 2;\nconst before = rows[0][0];\nconsole.log(f(), before)"),
    codeCell('import { iris, oneBatch } from "elbo";\niris();\noneBatch([[1, 2]]).x.reshape([2]) // tensor'),
    codeCell("enum Size { Small = 3 }\nawait Promise.all([Size.Small, Promise.resolve('two')])"),
    codeCell(
      [
        'import { curves, live, progress, table } from "elbo";',
        'const words = { x: { title: "x" }, y: { title: "y" }, description: "a line" };',
        'const rows = (y: number) => [0, 1].map((x) => ({ series: "a", x, y: x * y }));',
        'const series = [{ name: "a", role: "exact" }] as const;',
        'const line = (y: number) => curves(rows(y), { ...words, series, title: "up to " + y });',
        "const chart = live(line(1));\nchart.update(line(2));",
        "const bar = progress(2);\nbar.tick(2);\nbar.done();\ntable([{ a: 7 }]);",
      ].join("\n"),
    ),
  ]);
}
