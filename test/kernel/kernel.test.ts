import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type RawClient, shown, startRawClient } from "./client";

let client: RawClient;
const folder = mkdtempSync(path.join(tmpdir(), "elbo-test-"));
beforeAll(async () => {
  vi.stubEnv("XDG_STATE_HOME", folder);
  client = await startRawClient(folder);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await client.close();
  rmSync(folder, { recursive: true });
});

describe("a cell", () => {
  test("is broadcast from busy to idle, with its input, its text, its value", async () => {
    const { reply, broadcasts } = await client.run('console.log("a");\nconsole.error("b");\n6 * 7');
    const count = reply.execution_count;
    expect(reply).toMatchObject({ status: "ok", payload: [], user_expressions: {} });
    expect(broadcasts.map(({ header, content }) => [header.msg_type, content])).toEqual([
      ["status", { execution_state: "busy" }],
      ["execute_input", { code: 'console.log("a");\nconsole.error("b");\n6 * 7', execution_count: count }],
      ["stream", { name: "stdout", text: "a\n" }],
      ["stream", { name: "stderr", text: "b\n" }],
      ["execute_result", { execution_count: count, data: { "text/plain": "42" }, metadata: {} }],
      ["status", { execution_state: "idle" }],
    ]);
  });

  test("sees what earlier ones declared, and may declare it anew", async () => {
    await client.run('import path from "node:path";\nconst x: number = 1;\nclass A { y = x }\ntype T = { a: number };');
    const { broadcasts } = await client.run('const x: T[] = [{ a: new A().y }];\npath.join(JSON.stringify(x), "b")');
    expect(shown(broadcasts)).toMatchObject([["execute_result", { data: { "text/plain": `'[{"a":1}]/b'` } }]]);
  });

  test("may await, iterate over what is asynchronous, import dynamically, and end in a promise", async () => {
    const { broadcasts } = await client.run(
      "async function* two() { yield 1; yield 2; }\nlet sum = 0;\nfor await (const n of two()) sum += n;\n" +
        'const os = await import("node:os");\nPromise.resolve([sum, typeof os.cpus])',
    );
    expect(shown(broadcasts)).toMatchObject([["execute_result", { data: { "text/plain": "[ 3, 'function' ]" } }]]);
  });

  test("that ends in undefined, or in no value, has no result", async () => {
    for (const code of ["undefined", "const z = 1;", "void 0;", ""]) {
      expect(shown((await client.run(code)).broadcasts)).toEqual([]);
    }
  });

  test("that ends in a value with a bundle of its own has that as its result", async () => {
    const { broadcasts } = await client.run(
      '({ async [Symbol.for("elbo.mimebundle")]() { return { data: { "text/plain": "t", "text/html": "<b>" }, metadata: { m: 1 } }; } })',
    );
    expect(shown(broadcasts)).toMatchObject([
      ["execute_result", { data: { "text/plain": "t", "text/html": "<b>" }, metadata: { m: 1 } }],
    ]);
  });

  test("displays, updates and clears through the door, in order with its text", async () => {
    const { broadcasts } = await client.run(
      'const door = (globalThis as any)[Symbol.for("elbo.display")];\nconsole.log("first");\n' +
        'door.display({ data: { "text/plain": "a", "image/png": "iVBO" }, metadata: { "image/png": { width: 2 } }, transient: { display_id: "d" } });\n' +
        'door.update({ data: { "text/plain": "b" }, transient: { display_id: "d" } });\ndoor.clear(true);',
    );
    expect(shown(broadcasts)).toEqual([
      ["stream", { name: "stdout", text: "first\n" }],
      [
        "display_data",
        {
          data: { "text/plain": "a", "image/png": "iVBO" },
          metadata: { "image/png": { width: 2 } },
          transient: { display_id: "d" },
        },
      ],
      ["update_display_data", { data: { "text/plain": "b" }, metadata: {}, transient: { display_id: "d" } }],
      ["clear_output", { wait: true }],
    ]);
  });

  test("that prints 20,000 lines has them all delivered", async () => {
    const { broadcasts } = await client.run("for (let i = 0; i < 20000; i++) console.log('line ' + i);");
    const text = shown(broadcasts)
      .map(([, content]) => content.text)
      .join("");
    expect(text).toBe(Array.from({ length: 20000 }, (_, i) => `line ${i}\n`).join(""));
  });

  test("that prints without end is cut at 10 MB with a note, and the next one prints again", async () => {
    const { broadcasts } = await client.run("for (let i = 0; i < 200; i++) console.log('x'.repeat(1e5));");
    const text = shown(broadcasts)
      .map(([, content]) => content.text)
      .join("");
    expect(text.length).toBeGreaterThan(9.8e6);
    expect(text.length).toBeLessThan(10.1e6);
    expect(text.slice(-100)).toMatch(/x\n\n\[the rest of what this cell prints is left out\]\n$/);
    expect(shown((await client.run("console.log('again')")).broadcasts)).toEqual([
      ["stream", { name: "stdout", text: "again\n" }],
    ]);
  });

  test("prints while it holds the thread", async () => {
    const id = client.send("execute_request", {
      code: 'console.log("begun");\nconst end = Date.now() + 700;\nwhile (Date.now() < end);\nDate.now()',
    });
    await client.answered(id, "stream");
    expect(client.answersTo(id).some(({ header }) => header.msg_type === "execute_result")).toBe(false);
    await client.run("1");
  });

  test("that is silent broadcasts nothing and does not count", async () => {
    const before = (await client.run("1")).reply.execution_count as number;
    const { broadcasts } = await client.run("2", { silent: true });
    expect(broadcasts.map(({ header }) => header.msg_type)).toEqual(["status", "status"]);
    expect((await client.run("3")).reply.execution_count).toBe(before + 1);
  });

  test("keeps its late output for itself", async () => {
    const id = client.send("execute_request", { code: 'void setTimeout(() => console.log("late"), 100);' });
    const { broadcasts } = await client.run("await new Promise((done) => setTimeout(done, 200))");
    expect(shown(broadcasts)).toEqual([]);
    expect(shown(client.answersTo(id)).at(-1)).toEqual(["stream", { name: "stdout", text: "late\n" }]);
  });
});

describe("an error", () => {
  test("has its name, its message and the lines of the cells", async () => {
    const { reply: defined } = await client.run(
      "type Skipped = string;\n\nfunction fail() {\n  throw new RangeError('no');\n}",
    );
    const { reply, broadcasts } = await client.run("// a comment\nfail();");
    const error = {
      ename: "RangeError",
      evalue: "no",
      traceback: [
        "RangeError: no",
        expect.stringContaining(`fail (cell [${defined.execution_count}], line 4, column 9)`),
        `    at cell [${reply.execution_count}], line 2, column 1`,
      ],
    };
    expect(reply).toMatchObject({ status: "error", ...error });
    expect(shown(broadcasts)).toEqual([["error", error]]);
  });

  test("of types has the line and column of the cell, by strict rules, and nothing is run", async () => {
    const { broadcasts } = await client.run('console.log("never");\nconst n: number = null;\nfunction f(a) {}');
    expect(shown(broadcasts)).toEqual([
      [
        "error",
        {
          ename: "TypeScriptError",
          evalue: "line 2, column 7: Type 'null' is not assignable to type 'number'.",
          traceback: [
            "  const n: number = null;",
            "        ~",
            "TypeScriptError: line 2, column 7: Type 'null' is not assignable to type 'number'.",
            "  function f(a) {}",
            "             ~",
            "TypeScriptError: line 3, column 12: Parameter 'a' implicitly has an 'any' type.",
          ],
        },
      ],
    ]);
  });

  test.each([
    ["of syntax", "const = 1;", "TypeScriptError"],
    ["that is awaited", 'await Promise.reject(new TypeError("x"));', "TypeError"],
    ["with a cause", 'throw new Error("x", { cause: new Error("why") });', "Error"],
    ["that is no Error", 'throw { not: "an error" };', "Error"],
    ["in a promise that nobody awaits", 'Promise.reject(new TypeError("x"));\n1', "TypeError"],
    ["in a bundle", '({ [Symbol.for("elbo.mimebundle")]() { throw new TypeError("x"); } })', "TypeError"],
  ])("%s fails the cell, and the next one runs", async (_, code, ename) => {
    const { reply, broadcasts } = await client.run(code);
    expect(reply).toMatchObject({ status: "error", ename });
    expect(shown(broadcasts)).toMatchObject([["error", { ename }]]);
    expect((await client.run("1 + 1")).reply.status).toBe("ok");
  });

  test("of several causes names each, and one that is printed has the lines of the cells", async () => {
    const { reply } = await client.run('throw new AggregateError([new Error("a"), new TypeError("b")], "many");');
    const traceback = (reply.traceback as string[]).filter((line) => !line.startsWith(" "));
    expect(traceback).toEqual(["AggregateError: many", "caused by Error: a", "caused by TypeError: b"]);
    const { reply: printed, broadcasts } = await client.run(
      'const printed = () => new Error("x", { cause: new Error("y") });\nconsole.error({ e: printed() });',
    );
    const text = shown(broadcasts)
      .map(([, content]) => content.text)
      .join("");
    const cell = `cell \\[${printed.execution_count}\\]`;
    for (const message of ["e: Error: x", "\\[cause\\]: Error: y"]) {
      expect(text).toMatch(
        new RegExp(`${message}\n +at printed \\(${cell}, line 1, column \\d+\\)\n +at ${cell}, line 2, column \\d+`),
      );
    }
    expect(text).not.toMatch(/node:|executor|\]:\d/);
    expect(text).toMatch(/ \{\n.*\n[\s\S]*\}\n$/);
  });

  test("of types beyond the end of a cell shows no line that is not there", async () => {
    const { reply } = await client.run("const open = [1, 2");
    expect(reply).toMatchObject({ status: "error", ename: "TypeScriptError" });
    expect(reply.traceback).not.toContainEqual(expect.stringContaining("undefined"));
  });

  test.each([
    "setTimeout(() => { throw new Error('late'); }, 100);",
    "setTimeout(() => { void Promise.reject(new Error('late')); }, 100);",
    "(async () => { await new Promise((done) => setTimeout(done, 100)); throw new Error('late'); })();",
  ])("that comes late is broadcast for the cell that caused it, and the kernel lives: %s", async (code) => {
    const id = client.send("execute_request", { code: `void ${code}` });
    await client.run("await new Promise((done) => setTimeout(done, 200))");
    expect(shown(client.answersTo(id))).toMatchObject([["error", { evalue: "late" }]]);
  });

  test("aborts what was sent before its reply, if the cell asks for it, and nothing that is sent after it", async () => {
    // It takes long enough for the others to be there before it fails.
    const codes = [
      "await new Promise((done) => setTimeout(done, 500)); throw new Error('first')",
      "'second'",
      "'third'",
    ];
    const ids = codes.map((code) => client.send("execute_request", { code, stop_on_error: true }));
    const last = await client.run("'fourth'");
    const statusOf = (id: string) =>
      client.answersTo(id).find(({ header }) => header.msg_type === "execute_reply")?.content.status;
    // The fourth was sent in the same breath.
    expect([...ids.map(statusOf), last.reply.status]).toEqual(["error", "aborted", "aborted", "aborted"]);
    for (const wait of [0, 50, 100, 150]) {
      await client.run("throw new Error('again')");
      await delay(wait);
      expect((await client.run("1")).reply.status).toBe("ok");
    }
  });

  test("makes no cell vanish that is sent while it comes", async () => {
    await client.run("let ran = 0;");
    const statuses: unknown[] = [];
    for (const wait of [0, 20, 50, 100, 150]) {
      client.send("execute_request", {
        code: "await new Promise((done) => setTimeout(done, 50)); throw new Error('again')",
      });
      await delay(wait);
      statuses.push((await client.run("ran += 1; ran")).reply.status);
    }
    expect(statuses.filter((status) => status !== "ok" && status !== "aborted")).toEqual([]);
    const ran = statuses.filter((status) => status === "ok").length;
    expect(shown((await client.run("ran")).broadcasts)).toMatchObject([
      ["execute_result", { data: { "text/plain": `${ran}` } }],
    ]);
  });

  test("lets what was sent after it run, if the cell asks for that", async () => {
    client.send("execute_request", { code: "throw new Error('first')", stop_on_error: false });
    expect((await client.run("'second'")).reply.status).toBe("ok");
  });
});

describe("an interrupt by signal", () => {
  test("ends a cell", async () => {
    const id = client.send("execute_request", { code: "await new Promise(() => {});" });
    await client.answered(id, "execute_input");
    await delay(100);
    client.kernel.signal("SIGINT");
    await client.answered(id, "execute_reply");
    expect(shown(client.answersTo(id))).toMatchObject([["error", { ename: "Interrupted" }]]);
  });

  test("when nothing runs changes nothing", async () => {
    client.kernel.signal("SIGINT");
    await delay(50);
    expect((await client.run("1")).reply.status).toBe("ok");
  });
});

describe("a question", () => {
  test("about the kernel is answered on both channels", async () => {
    for (const socket of ["shell", "control"] as const) {
      const { reply } = await client.ask("kernel_info_request", {}, { socket });
      expect(reply).toMatchObject({
        status: "ok",
        implementation: "elbo",
        language_info: { name: "typescript", file_extension: ".ts" },
      });
    }
  });

  test("whether code is complete", async () => {
    const status = async (code: string) => (await client.ask("is_complete_request", { code })).reply.status;
    expect(await status("const a = 1;")).toBe("complete");
    expect(await status("function f() {")).toBe("incomplete");
    expect(await status("/* a")).toBe("incomplete");
    expect(await status("const = 1;")).toBe("invalid");
  });

  test("how a name goes on is answered by type, in characters rather than UTF-16 units", async () => {
    await client.run("const record = { alpha: 1, beta: 2 };");
    const { reply } = await client.ask("complete_request", { code: '"😀"; record.al', cursor_pos: 14 });
    expect(reply).toMatchObject({ status: "ok", matches: ["alpha"], cursor_start: 12, cursor_end: 14 });
  });

  test("what a name is, is answered with its type and its comment", async () => {
    await client.run("/** Half of it. */\nfunction half(x: number): number { return x / 2; }");
    const { reply } = await client.ask("inspect_request", { code: "half(3)", cursor_pos: 2 });
    expect(reply).toMatchObject({ status: "ok", found: true });
    expect((reply.data as Record<string, string>)["text/plain"]).toContain("function half(x: number): number");
    const nothing = await client.ask("inspect_request", { code: "  ", cursor_pos: 1 });
    expect(nothing.reply).toMatchObject({ status: "ok", found: false, data: {} });
  });

  test("about comms is answered with none, and an unknown one is refused in form", async () => {
    expect((await client.ask("comm_info_request", {})).reply).toEqual({ status: "ok", comms: {} });
    expect((await client.ask("soup_request", {})).reply).toMatchObject({ status: "error", ename: "Error" });
    expect((await client.ask("complete_request", {})).reply).toMatchObject({ status: "error" });
  });
});

describe("a stranger", () => {
  test("without the key is not obeyed, and does not learn the right signature", async () => {
    const frames = client.frames("execute_request", { code: "globalThis.taken = true" }, "guess");
    const heard = client.text().length;
    client.sendFrames(frames);
    client.sendFrames([Buffer.from("soup")]);
    await delay(200);
    expect(client.text()).toHaveLength(heard);
    // What is wrong with the messages is told to the log alone.
    expect(readFileSync(path.join(folder, "elbo", "kernel.log"), "utf8")).toContain("a message has a bad signature");
    expect(client.kernel.log()).toBe("");
    expect(shown((await client.run("'taken' in globalThis")).broadcasts)).toMatchObject([
      ["execute_result", { data: { "text/plain": "false" } }],
    ]);
  });

  test("who repeats a message is not obeyed", async () => {
    await client.run("let times = 0;");
    const frames = client.frames("execute_request", { code: "times += 1;" }, client.kernel.connection.key);
    client.sendFrames(frames);
    client.sendFrames(frames);
    await delay(200);
    expect(shown((await client.run("times")).broadcasts)).toMatchObject([
      ["execute_result", { data: { "text/plain": "1" } }],
    ]);
  });
});
