import * as elbo from "elbo";
import { describeError } from "./errors";
import { createExecute } from "./execute";
import type { Order, Word } from "./messages";
import { captureOutputs } from "./outputs";

// The worker of a page: runs the cells that the page sends, and tells it what they show.
const say = (word: Word): void => postMessage(word);
const outputs = captureOutputs(say);
let isNew = true;
const execute = createExecute({
  get elbo() {
    if (isNew) console.log(`elbo: tensors run on ${elbo.backend().why}`);
    isNew = false;
    return elbo;
  },
});

self.addEventListener("message", async ({ data }: MessageEvent<Order>) => {
  const { count } = data;
  outputs.begin(count);
  late = undefined;
  const shown = await execute(data);
  await new Promise((resolve) => setTimeout(resolve)); // a rejection that nobody awaits is known only then
  outputs.end();
  if (shown) outputs.show(shown);
  say({ word: "ended", count, failed: shown?.type === "error" || late !== undefined });
});

/** An error that nobody awaits is of the cell that runs, or ran last. */
let late: unknown;
const showLate = (error: unknown): void => {
  late = error ?? "unknown";
  outputs.show({ type: "error", text: describeError(error) });
};
self.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  showLate(event.reason);
});
self.addEventListener("error", (event) => {
  event.preventDefault();
  showLate(event.error);
});

say({ word: "ready" });
