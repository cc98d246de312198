import { appendFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { copyOf, runAll } from "../../src/runner/run-all";
import { notebookOf, temporaryFolder, writeNotebook } from "./fixture";

test("a copy is kept as long as nothing changes, and made anew when it is not asked to be kept", async () => {
  const folder = temporaryFolder();
  const file = writeNotebook(folder, "a", notebookOf("1"));
  const options = { out: path.join(folder, "out"), jobs: 1, timeoutSeconds: 60, reuse: true };
  const [first] = await runAll([file], options);
  const [second] = await runAll([file], options);
  expect(first.reused).toBeUndefined();
  expect(second).toMatchObject({ status: "ok", reused: true, cells: [{ id: "c1", status: "ok" }] });
  appendFileSync(file, "\n");
  expect((await runAll([file], options))[0].reused).toBeUndefined();
  expect((await runAll([file], { ...options, reuse: false }))[0].reused).toBeUndefined();
});

test("a run that failed is not kept", async () => {
  const folder = temporaryFolder();
  const file = writeNotebook(folder, "a", notebookOf("throw 1"));
  const options = { out: path.join(folder, "out"), jobs: 1, timeoutSeconds: 60, reuse: true };
  for (let run = 0; run < 2; run++) {
    expect((await runAll([file], options))[0]).toMatchObject({ status: "failed" });
  }
});

test("a copy lies below `out` as its notebook lies below `notebooks`, or else by its name", () => {
  expect(copyOf("notebooks/homework/a.ipynb", "out")).toBe(path.join("out", "homework", "a.ipynb"));
  expect(copyOf("elsewhere/a.ipynb", "out")).toBe(path.join("out", "a.ipynb"));
  expect(copyOf("/absolute/a.ipynb", "out")).toBe(path.join("out", "a.ipynb"));
});
