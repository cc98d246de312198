import { afterAll, beforeAll, expect, test } from "vitest";
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
