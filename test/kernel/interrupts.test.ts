import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RawClient, shown, startRawClient } from "./client";

const WATCH = 'const signal = (globalThis as any)[Symbol.for("elbo.interrupt")];';

/** Cells that do not end by themselves. */
const ENDLESS: Readonly<Record<string, string>> = {
  "a loop": "for (;;);",
  "a loop after an await": "await Promise.resolve();\nfor (;;);",
  "a loop of promises": "for (;;) await null;",
  "a loop of timers": "for (;;) await new Promise((done) => setTimeout(done, 2));",
  "a loop of immediates": "for (;;) await new Promise((done) => setImmediate(done));",
  "a loop of ticks": "const again = () => process.nextTick(again);\nagain();\nawait new Promise(() => {});",
  "a loop in a timer": "setTimeout(() => { for (;;); }, 1);\nawait new Promise(() => {});",
  "a loop that catches": "for (;;) try { JSON.parse('no'); } catch {}",
  "a loop that watches for nothing": `${WATCH}\nfor (;;);`,
  "a loop that prints": "for (;;) console.log('again');",
  "an interval": "setInterval(() => {}, 1);\nawait new Promise(() => {});",
  "an await": "await new Promise(() => {});",
  "a search that goes back and back": '/^(a+)+$/.test("a".repeat(40) + "b")',
  "a loop in a library": 'new Function("for (;;);")();',
  "a child process": 'import { execSync } from "node:child_process";\nexecSync("sleep 61.7");',
  "a child process that heeds only the second interrupt":
    'import { execSync } from "node:child_process";\nexecSync("trap \'trap - INT\' INT; while :; do sleep 0.1; done");',
};

/** A training that would take hours, and says when it is under way. */
const fitOf = (compile: boolean) => `
const model = linearGaussian({ weights: [[1.5]], bias: [0.5], scale: 0.8 });
const x = Array.from({ length: 32 }, (_, i) => [i / 16 - 1]);
const posterior = perDatapoint({ numData: 32, latentDim: 1 });
const history = await fit({
  maximize: (batch, key) => elbo(model, posterior.given(batch), batch.x, { key, numSamples: 2 }),
  params: [posterior.params],
  batches: batches(x, { size: 16, epochs: 1e7, key: keyFromSeed(1) }),
  key: keyFromSeed(2),
  every: 5,
  monitor: (step) => {
    if (step === 10) console.log("under way");
    return {};
  },
  compile: ${compile},
});
history.length`;

let client: RawClient;
beforeAll(async () => {
  client = await startRawClient(path.join(__dirname, "..", "..", "notebooks"));
  await client.run("let kept = 5;\nlet runs = 0;");
});
afterAll(() => client.close());

/** Runs a cell and interrupts it a moment after its first message of a type. */
async function interrupted(code: string, after = "execute_input") {
  const id = client.send("execute_request", { code });
  await client.answered(id, after);
  await delay(100);
  expect((await client.ask("interrupt_request", {}, { socket: "control" })).reply.status).toBe("ok");
  await client.answered(id, "execute_reply");
  return shown(client.answersTo(id));
}

describe("an interrupt", () => {
  test.each(Object.entries(ENDLESS))("ends %s, and the next cell runs with what was declared", async (_, code) => {
    expect((await interrupted(code)).at(-1)).toMatchObject(["error", { ename: "Interrupted" }]);
    const { reply, broadcasts } = await client.run("await new Promise((done) => setTimeout(done, 20));\nkept");
    expect(reply.status).toBe("ok");
    expect(shown(broadcasts)).toMatchObject([["execute_result", { data: { "text/plain": "5" } }]]);
  });

  test("ends what an interrupted cell left behind", async () => {
    await interrupted("for (;;) { runs++; await new Promise((done) => setTimeout(done, 2)); }");
    const { broadcasts } = await client.run(
      "const then = runs;\nawait new Promise((done) => setTimeout(done, 100));\nruns - then",
    );
    expect(shown(broadcasts)).toMatchObject([["execute_result", { data: { "text/plain": "0" } }]]);
  });

  test("lets `finally` have its say", async () => {
    const output = await interrupted('try { for (;;); } finally { console.log("put away"); }');
    expect(output).toMatchObject([
      ["stream", { text: "put away\n" }],
      ["error", { ename: "Interrupted" }],
    ]);
  });

  test("leaves it to a cell that watches for it to end with a value", async () => {
    for (const code of ["while (!signal.aborted);\n7", "while (!signal.aborted) await null;\n7"]) {
      const [, result] = await interrupted(`${WATCH}\nconsole.log("under way");\n${code}`, "stream");
      expect(result).toMatchObject(["execute_result", { data: { "text/plain": "7" } }]);
      expect((await client.run("for (let i = 0; i < 3; i++);")).reply.status).toBe("ok");
    }
  });

  test("ends no code of the kernel's own, whose reply would be lost", async () => {
    // Called while the kernel looks at a value, as an interrupt may come.
    const code = '({ [Symbol.for("nodejs.util.inspect.custom")]: (globalThis as any)[Symbol.for("elbo.stop")] })';
    const { broadcasts } = await client.run(code);
    expect(shown(broadcasts)).toMatchObject([["execute_result", { data: { "text/plain": "again" } }]]);
  });

  test("of nothing is nothing", async () => {
    await client.ask("interrupt_request", {}, { socket: "control" });
    expect((await client.run("for (let i = 0; i < 3; i++) await null;")).reply.status).toBe("ok");
  });

  test.each([
    ["compiled", true],
    ["step by step", false],
  ])("ends the training of a model, %s, whose history so far is there", async (_, compile) => {
    await client.run('import { batches, elbo, fit, keyFromSeed, linearGaussian, perDatapoint } from "elbo";');
    const [, result] = await interrupted(fitOf(compile), "stream");
    expect(result).toMatchObject(["execute_result", { data: { "text/plain": expect.stringMatching(/^[1-9]\d*$/) } }]);
    const { broadcasts } = await client.run("history.map(({ step }) => step).slice(0, 2)");
    expect(shown(broadcasts)).toMatchObject([["execute_result", { data: { "text/plain": "[ 5, 10 ]" } }]]);
  });
});
