import { expect, test } from "vitest";
import { withBoundedOutput } from "../../src/homework/bounded-output";
import type { Json, Message } from "../../src/kernel/wire";
import type { KernelClient } from "../../src/runner/kernel-client";

/** What is heard of a kernel that says some messages in one cell, and how often it said too much. */
async function heardOf(said: Iterable<readonly [type: string, content: Json]>) {
  const heard: Message[] = [];
  let tooMuch = 0;
  const kernel = {
    async execute(_code: string, hear: (message: Message) => void) {
      for (const [msg_type, content] of said) hear({ header: { msg_type }, content } as unknown as Message);
      return {};
    },
  } as unknown as KernelClient;
  const bounded = withBoundedOutput(kernel, () => void tooMuch++);
  await bounded.execute("", (message) => void heard.push(message));
  return { heard: heard.map(({ header, content }) => [header.msg_type, content]), tooMuch };
}

test("of a student's kernel the grader hears results and errors, and no name by which they could be changed", async () => {
  const content = { data: { "text/plain": "1" }, transient: { display_id: "x" } };
  const types = ["stream", "display_data", "update_display_data", "clear_output", "execute_result", "error"];
  const { heard } = await heardOf(types.map((type) => [type, content]));
  expect(heard).toEqual([
    ["execute_result", { data: content.data }],
    ["error", { data: content.data }],
  ]);
});

test("what is said beyond the bound is not heard, whatever it is", async () => {
  function* endless() {
    for (let i = 0; i < 60; i++) yield ["stream", { text: "x".repeat(1e6) }] as const;
    yield ["execute_result", {}] as const;
  }
  expect(await heardOf(endless())).toEqual({ heard: [], tooMuch: 1 });
});
