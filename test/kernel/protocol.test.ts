import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RawClient, shown, startRawClient } from "./client";

let client: RawClient;
const folder = mkdtempSync(path.join(tmpdir(), "elbo-test-"));
beforeAll(async () => {
  client = await startRawClient(folder);
});
afterAll(async () => {
  await client.close();
  rmSync(folder, { recursive: true });
});

const textOf = async (code: string) => {
  const [[, content]] = shown((await client.run(code)).broadcasts);
  return (content.data as Record<string, string>)["text/plain"];
};

test("what a cell declares before it throws is kept", async () => {
  await client.run('const before = 1;\nthrow new Error("x");');
  expect(await textOf("before")).toBe("1");
});

test("expressions are evaluated after a cell, each for itself", async () => {
  const { reply } = await client.run("const two = 2;", { user_expressions: { sum: "two + 1", unknown: "three" } });
  expect(reply.user_expressions).toMatchObject({
    sum: { status: "ok", data: { "text/plain": "3" } },
    unknown: { status: "error", ename: "TypeScriptError" },
  });
});

test("history is told by its tail, a range and a pattern", async () => {
  const { reply: first } = await client.run('"one"');
  await client.run('"two"');
  const line = first.execution_count as number;
  const history = async (request: object) => (await client.ask("history_request", { ...request })).reply.history;
  expect(await history({ hist_access_type: "tail", n: 2 })).toEqual([
    [1, line, '"one"'],
    [1, line + 1, '"two"'],
  ]);
  expect(await history({ hist_access_type: "range", session: 0, start: line, stop: line + 1, output: true })).toEqual([
    [1, line, ['"one"', "'one'"]],
  ]);
  expect(await history({ hist_access_type: "search", pattern: '"t*"', unique: true })).toEqual([
    [1, line + 1, '"two"'],
  ]);
});

test("a file beside the notebook is imported, and so is an edit further down", async () => {
  writeFileSync(path.join(folder, "deep.ts"), "export const g = (x: number): number => x * 2;\n");
  writeFileSync(
    path.join(folder, "helper.ts"),
    'import { g } from "./deep";\nexport const f = (x: number) => g(x) + 1;\n',
  );
  const code = 'import { f } from "./helper";\nf(1)';
  expect(await textOf(code)).toBe("3");
  writeFileSync(
    path.join(folder, "deep.ts"),
    '// edited\nexport const g = (): number => {\n  throw new Error("deep");\n};\n',
  );
  const { reply } = await client.run('import { f } from "./helper";\nf(1)');
  expect(reply).toMatchObject({ evalue: expect.any(String), status: "error" });
});

test("a reader is asked, and only if there is one", async () => {
  const id = client.send("execute_request", { code: 'await input("who? ")', allow_stdin: true });
  await client.answered(id, "input_request");
  client.send("input_reply", { value: "ann" }, { socket: "stdin" });
  await client.answered(id, "execute_result");
  const { reply } = await client.run('await input("who? ")');
  expect(reply).toMatchObject({ status: "error", ename: "StdinNotImplementedError" });
});
