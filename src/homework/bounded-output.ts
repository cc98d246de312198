import type { Message } from "../kernel/wire";
import type { KernelClient } from "../runner/kernel-client";

const MAX_CHARACTERS = 50e6;
/** What tells how a cell went, and brings an answer. To keep up displays that change would cost the grader time without end. */
const HEARD: ReadonlySet<unknown> = new Set(["execute_result", "error"]);

/** A kernel of which no more is heard than one submission may say in all, and nothing that the grader has no use for. */
export function withBoundedOutput(kernel: KernelClient, tooMuch: () => void): KernelClient {
  let characters = 0;
  const count = ({ content }: Message) => {
    characters += JSON.stringify(content).length;
    if (characters > MAX_CHARACTERS) tooMuch();
  };
  return {
    ...kernel,
    execute: (code, hear) =>
      kernel.execute(code, (message) => {
        if (characters > MAX_CHARACTERS) return;
        count(message);
        if (HEARD.has(message.header.msg_type)) hear(withoutId(message));
      }),
  };
}

function withoutId(message: Message): Message {
  const { transient: _, ...content } = message.content;
  return { ...message, content };
}
