import { runInThisContext } from "node:vm";
import { expect, test } from "vitest";
import { ANSWER, type Answered, answer } from "../../src/homework/answer";

/** What is handed over where a function of a cell's code is asked. */
async function answeredBy(name: string, cell: string): Promise<Answered> {
  const asked = runInThisContext(`(() => {\n${cell}\nreturn ${name};\n})()`, { filename: "/tmp/[3]" });
  const given = (await answer("q", asked, "[2]")) as Record<symbol, () => { data: { [ANSWER]: Answered } }>;
  return given[Symbol.for("elbo.mimebundle")]().data[ANSWER];
}

const STUB = 'function half() { throw new Error("not written yet"); }';

test("an answer goes with its question", async () => {
  expect(await answeredBy("double", "const double = (x) => 2 * x;")).toEqual({ question: "q", value: 4 });
});

test("what a function throws is told by its message", async () => {
  expect(await answeredBy("half", STUB)).toEqual({ question: "q", fault: "not written yet" });
});

test("what another function throws is told with its name: it is that one that has to be mended", async () => {
  const { fault } = await answeredBy("quarter", `${STUB}\nasync function quarter(x) { return half(half(x)); }`);
  expect(fault).toBe("half: not written yet");
});

test("an answer that is no data is told as such", async () => {
  const { fault } = await answeredBy("f", "function f() { return () => 1; }");
  expect(fault).toBe("the answer needs to be numbers, but a value is a function");
});

test("a stack that a student has made up does no harm", async () => {
  const { fault } = await answeredBy("f", 'function f() { throw Object.assign(new Error("a"), { stack: 7 }); }');
  expect(fault).toBe("a");
});
