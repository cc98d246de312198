import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { until } from "../runner/fixture";
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

test("expressions are evaluated after a cell, each for itself, and none is a cell", async () => {
  const user_expressions = { sum: "two + 1", record: "{ two }", unknown: "1 + three", statement: "const two = 3;" };
  const { reply } = await client.run("const two = 2;", { user_expressions });
  const { ename, evalue } = { ename: "TypeScriptError", evalue: "line 1, column 5: Cannot find name 'three'." };
  expect(reply.user_expressions).toMatchObject({
    sum: { status: "ok", data: { "text/plain": "3" } },
    record: { status: "ok", data: { "text/plain": "{ two: 2 }" } },
    unknown: { status: "error", ename, evalue, traceback: ["  1 + three", "      ~~~~~", `${ename}: ${evalue}`] },
    statement: { status: "error", ename },
  });
  expect(await textOf("two")).toBe("2");
});

test("a cell that is not to be stored neither counts nor is history", async () => {
  const { reply: before } = await client.run('"stored"');
  const { reply } = await client.run('"not stored"', { store_history: false });
  expect(reply).toMatchObject({ status: "ok", execution_count: before.execution_count });
  const { reply: last } = await client.ask("history_request", { hist_access_type: "tail", n: 1, output: true });
  expect(last.history).toEqual([[1, before.execution_count, ['"stored"', "'stored'"]]]);
});

describe("what is not to be had is refused in form", () => {
  test("a comm is closed as soon as it is opened, and what is said to it has no answer", async () => {
    const idle = async (type: string) => {
      const id = client.send(type, { comm_id: "c", target_name: "jupyter.widget", data: {} });
      await until(() => client.answersTo(id).some(({ content }) => content.execution_state === "idle"), type);
      return client.answersTo(id).map(({ header, content }) => [header.msg_type, content]);
    };
    const [busy, end] = ["busy", "idle"].map((execution_state) => ["status", { execution_state }]);
    expect(await idle("comm_open")).toEqual([busy, ["comm_close", { comm_id: "c", data: {} }], end]);
    expect(await idle("comm_msg")).toEqual([busy, end]);
    expect(await idle("comm_close")).toEqual([busy, end]);
  });

  test("a debugger", async () => {
    const request = { type: "request", seq: 7, command: "debugInfo" };
    expect((await client.ask("debug_request", request, { socket: "control" })).reply).toEqual({
      type: "response",
      request_seq: 7,
      command: "debugInfo",
      success: false,
      message: "this kernel has no debugger",
    });
  });

  test("what is unknown to the control channel", async () => {
    const { reply } = await client.ask("create_subshell_request", {}, { socket: "control" });
    expect(reply).toMatchObject({ status: "error", evalue: "this kernel knows no create_subshell_request" });
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

  test.each([
    ["JSON", "numbers.json", '{ "n": 1 }', '{ "n": 22 }'],
    ["JavaScript", "numbers.js", "exports.n = 1;\n", "exports.n = 22;\n"],
  ])("of a file that needs %s sees its edit in the very next cell", async (_, name, text, edited) => {
    write(`notebooks/${name}`, text);
    write("notebooks/reader.ts", `import numbers from "./${name}";\nexport const read = () => numbers.n;\n`);
    expect(await textOf('import { read } from "./reader";\nread()')).toBe("1");
    write(`notebooks/${name}`, edited);
    expect(await textOf('import { read } from "./reader";\nread()')).toBe("22");
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

describe("a reader", () => {
  /** Runs a cell until it asks. → its id and the question */
  const asked = async (code: string) => {
    const id = client.send("execute_request", { code, allow_stdin: true });
    await client.answered(id, "input_request");
    return [id, client.answersTo(id).find(({ header }) => header.msg_type === "input_request")?.content] as const;
  };

  test.each([
    ["in passing", 'await input("who? ")', { prompt: "who? ", password: false }],
    ["for a secret", 'await input("key? ", { password: true })', { prompt: "key? ", password: true }],
    ["while nothing else goes on", 'prompt("who? ")', { prompt: "who? ", password: false }],
  ])("is asked %s", async (_, code, question) => {
    const [id, content] = await asked(code);
    expect(content).toEqual(question);
    client.send("input_reply", { value: "ann" }, { socket: "stdin" });
    await client.answered(id, "execute_reply");
    expect(shown(client.answersTo(id)).at(-1)).toMatchObject(["execute_result", { data: { "text/plain": "'ann'" } }]);
  });

  test.each(['await input("who? ")', 'prompt("who? ")'])("need not answer: an interrupt ends %s", async (code) => {
    const [id] = await asked(`${code}; "not reached"`);
    await client.ask("interrupt_request", {}, { socket: "control" });
    await client.answered(id, "execute_reply");
    expect(shown(client.answersTo(id)).at(-1)).toMatchObject(["error", { ename: "Interrupted" }]);
    expect(await textOf("1 + 1")).toBe("2");
  });

  test("is not asked if there is none", async () => {
    const { reply } = await client.run('await input("who? ")');
    expect(reply).toMatchObject({ status: "error", ename: "StdinNotImplementedError" });
  });
});
