import { copyFileSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { isCode } from "../../src/runner/notebook";
import { readNotebook } from "../../src/runner/read-notebook";
import { checksOf } from "../../src/runner/report";
import { notebookOf, writeNotebook } from "../runner/fixture";
import { describeClients } from "./python";

const FIRST = "01-latent-variable-marginals";

describeClients("nbclient and nbconvert", "newest", ({ folder, python }) => {
  const nbconvert = (...args: string[]) => python("-m", "nbconvert", "--log-level=ERROR", ...args);

  test("run notebook 01 with every check's tick, and make a page of it that shows each chart", async () => {
    copyFileSync(path.join("notebooks", `${FIRST}.ipynb`), path.join(folder, `${FIRST}.ipynb`));
    await nbconvert("--execute", "--to", "notebook", "--output", "executed", `${FIRST}.ipynb`);
    const { cells } = readNotebook(path.join(folder, "executed.ipynb"));
    const outputs = cells.filter(isCode).flatMap((cell) => cell.outputs);
    const checks = checksOf(outputs);
    expect(checks.length).toBeGreaterThan(10);
    expect(checks.filter(({ pass }) => !pass)).toEqual([]);
    await nbconvert("--to", "html", "executed.ipynb");
    const page = readFileSync(path.join(folder, "executed.html"), "utf8");
    const charts = outputs.filter(({ data }) => (data as Record<string, unknown> | undefined)?.["image/png"]);
    expect(page.match(/<img[^>]+data:image\/png/g)).toHaveLength(charts.length);
    expect(page.match(/✓ /g)).toHaveLength(checks.length);
    expect(page.includes('class="highlight hl-typescript"')).toBe(true);
  }, 120_000);

  test("keep the last state of what changes in place, and the outputs before an error, with its name", async () => {
    const codes = [
      'import { clear, progress } from "elbo";\nconst bar = progress(3); bar.set(1); bar.set(3); bar.done();',
      'console.log("gone"); clear(); [{ step: 1, elbo: -2.5 }]',
      'JSON.parse("{")',
    ];
    writeNotebook(folder, "small", notebookOf(...codes));
    await nbconvert("--execute", "--allow-errors", "--to", "html", "small.ipynb");
    const page = readFileSync(path.join(folder, "small.html"), "utf8");
    const kept = ["████████████████████████  100 %  3/3  done", '">-2.5</td>', "SyntaxError: "];
    expect(kept.filter((text) => !page.includes(text))).toEqual([]);
    expect(["0/3", "gone</pre>"].filter((text) => page.includes(text))).toEqual([]);
  }, 60_000);
});
