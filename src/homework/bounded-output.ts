import type { Message } from "../kernel/wire";
import type { KernelClient } from "../runner/kernel-client";

const MAX_CHARACTERS = 50e6;

/** A kernel of which no more is heard than one submission may say in all. */
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
        count(message);
        hear(message);
      }),
  };
}
