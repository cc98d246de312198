import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RawClient, shown, startRawClient } from "./client";

let client: RawClient;
const folder = mkdtempSync(path.join(tmpdir(), "elbo-test-"));
beforeAll(async () => {
  mkdirSync(path.join(folder, "notebooks"));
  mkdirSync(path.join(folder, "src"));
  client = await startRawClient(path.join(folder, "notebooks"));
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

test("a key of a pattern may have the name of an earlier cell's value", async () => {
  await client.run('const name = "outer";');
  expect(await textOf('[{ name: "inner" }].map(({ name: own }) => own + name)[0]')).toBe("'innerouter'");
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

describe("an import", () => {
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };

  test.each([
    ["beside the notebook", "notebooks", "./helper"],
    ["in ../src", "src", "../src/helper"],
  ])("of a file %s sees an edit further down, at its own lines", async (_, room, from) => {
    write(`${room}/deep.ts`, "export const g = (x: number): number => x * 2;\n");
    write(`${room}/helper.ts`, 'import { g } from "./deep";\nexport const f = (x: number) => g(x) + 1;\n');
    const code = `import { f } from "${from}";\nf(1)`;
    expect(await textOf(code)).toBe("3");
    write(`${room}/deep.ts`, "export const g = (x: number): number => x * 5;\n");
    expect(await textOf(code)).toBe("6");
    write(`${room}/deep.ts`, '\n// edited\nexport const g = (): number => {\n  throw new Error("deep");\n};\n');
    write(`${room}/helper.ts`, 'import { g } from "./deep";\nexport const f = (x: number) => g() + x;\n');
    const { reply } = await client.run(code);
    expect(reply).toMatchObject({ status: "error", ename: "Error", evalue: "deep" });
    expect((reply.traceback as string[]).join("\n")).toMatch(
      /deep\.ts:4:9[\s\S]*helper\.ts:2:\d+[\s\S]*cell \[\d+\], line 2/,
    );
  });

  test("of a file whose types are wrong names the file", async () => {
    write("notebooks/wrong.ts", "export const n: number = 'one';\n");
    const { reply } = await client.run('import { n } from "./wrong";\nn');
    expect(reply).toMatchObject({ status: "error", ename: "TypeScriptError" });
    expect(reply.evalue).toMatch(/wrong\.ts.*not assignable to type 'number'/);
  });

  test.each([
    [
      "an ES module",
      '{ "type": "module", "exports": { "types": "./index.d.ts", "import": "./index.js" } }',
      "export const late = await Promise.resolve(7);\nexport default 8;\n",
    ],
    [
      "CommonJS",
      '{ "main": "index.js", "types": "index.d.ts" }',
      "exports.late = 7;\nexports.default = 8;\nexports.__esModule = true;\n",
    ],
  ])("of %s gives its names and its default", async (_, manifest, code) => {
    const name = manifest.includes("module") ? "only-module" : "only-commonjs";
    write(`node_modules/${name}/package.json`, manifest);
    write(`node_modules/${name}/index.js`, code);
    write(
      `node_modules/${name}/index.d.ts`,
      "export const late: number;\ndeclare const eight: number;\nexport default eight;\n",
    );
    expect(await textOf(`import eight, { late } from "${name}";\nlate + eight`)).toBe("15");
    expect(await textOf(`(await import("${name}")).late`)).toBe("7");
  });
});

test("a reader is asked, and only if there is one", async () => {
  const id = client.send("execute_request", { code: 'await input("who? ")', allow_stdin: true });
  await client.answered(id, "input_request");
  client.send("input_reply", { value: "ann" }, { socket: "stdin" });
  await client.answered(id, "execute_result");
  const { reply } = await client.run('await input("who? ")');
  expect(reply).toMatchObject({ status: "error", ename: "StdinNotImplementedError" });
});
