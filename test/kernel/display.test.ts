import { readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runNotebook } from "../../src/runner/run-notebook";
import { notebookOf, temporaryFolder, writeNotebook } from "../runner/fixture";
import { type RawClient, shown, startRawClient } from "./client";

let client: RawClient;
beforeAll(async () => {
  client = await startRawClient("notebooks");
  await client.run('import { clusters, live, progress } from "elbo"');
});
afterAll(() => client.close());

test("what changes in place shows its last state when the cell ends, before the reply", async () => {
  const { broadcasts } = await client.run("const bar = progress(100); for (let i = 0; i < 70; i++) bar.tick()");
  const messages = shown(broadcasts);
  const ids = messages.map(([, { transient }]) => (transient as { display_id: string }).display_id);
  expect(messages.map(([type]) => type)).toEqual(["display_data", "update_display_data"]);
  expect(ids[1]).toBe(ids[0]);
  expect(messages[1][1].data).toEqual({ "text/plain": "█████████████████░░░░░░░  70 %  70/100" });
});

test("what changes all the time is drawn at most five times a second", async () => {
  const { broadcasts } = await client.run(
    "const begun = Date.now(); const quick = progress(1e9); while (Date.now() - begun < 1500) quick.tick(); Date.now() - begun",
  );
  const messages = shown(broadcasts);
  const [, { data }] = messages.at(-1)!;
  const milliseconds = Number((data as Record<string, string>)["text/plain"]);
  const updates = messages.filter(([type]) => type === "update_display_data").length;
  expect(updates).toBeGreaterThan(1);
  // and one more when the cell ends
  expect(updates).toBeLessThanOrEqual(milliseconds / 200 + 1);
});

test("a cell that is interrupted or throws shows the last state too", async () => {
  const { broadcasts } = await client.run("const other = progress(4); other.tick(); throw new Error('stop')");
  const texts = shown(broadcasts).map(([, { data, ename }]) => ename ?? (data as Record<string, string>)["text/plain"]);
  expect(texts).toEqual([`${"░".repeat(24)}  0 %  0/4`, `██████${"░".repeat(18)}  25 %  1/4`, "Error"]);
});

test("a last state that cannot be shown is an error of the cell", async () => {
  const code = "live({ $schema: '', title: { text: 't' }, description: 'd', layer: 5 })";
  const { broadcasts } = await client.run(code);
  expect(shown(broadcasts).some(([type]) => type === "error")).toBe(true);
});

test("two runs leave the same notebook, with the last state of what changed in place", async () => {
  const folder = temporaryFolder();
  symlinkSync(path.resolve("node_modules"), path.join(folder, "node_modules"));
  const file = writeNotebook(folder, "in-place", notebookOf(IN_PLACE, "drawn.update(chartOf(99))"));
  const run = async (name: string) => {
    const copy = path.join(folder, name);
    expect((await runNotebook(file, { copy, timeoutSeconds: 60 })).failure).toBeUndefined();
    return readFileSync(copy, "utf8");
  };
  const [first, second] = [await run("first"), await run("second")];
  expect(first).toBe(second);
  expect(first).toContain("100 %  300/300  done");
  expect(first.match(/point at \d+/g)!.every((words) => words === "point at 99")).toBe(true);
  expect(first.match(/"image\/png": "/g)).toHaveLength(1);
});

const IN_PLACE = `
import { clusters, live, progress } from "elbo";
const chartOf = (x: number) =>
  clusters([{ x, y: x }], { title: "t", description: "point at " + x, xTitle: "x", yTitle: "y" });
const drawn = live();
const bar = progress(300);
for (let x = 0; x < 300; x++) {
  drawn.update(chartOf(x));
  bar.tick();
  await new Promise((resolve) => setTimeout(resolve, 2));
}
bar.done();
`.trim();
