import * as elbo from "elbo";
import { describeError } from "./errors";
import { createExecute } from "./execute";
import type { Order, Word } from "./messages";
import { captureOutputs } from "./outputs";

// The worker of a page: runs the cells that the page sends, and tells it what they show.
const say = (word: Word): void => postMessage(JSON.stringify(word));
const outputs = captureOutputs(say);
let isNew = true;
const execute = createExecute({
  get elbo() {
    if (isNew) console.log(`elbo: tensors run on ${elbo.backend().why}`);
    isNew = false;
    return elbo;
  },
});

let failed = false;
const fail = (error: unknown): void => {
  failed = true;
  outputs.show({ type: "error", text: describeError(error) });
};
self.addEventListener("message", async ({ data }: MessageEvent<Order>) => {
  outputs.begin(data.count);
  failed = false;
  try {
    const shown = await execute(data);
    await new Promise((resolve) => setTimeout(resolve)); // a rejection that nobody awaits is known only then
    outputs.end();
    if (shown) outputs.show(shown);
    failed ||= shown?.type === "error";
  } catch (error) {
    fail(error); // what cannot be shown
  }
  say({ word: "ended", count: data.count, failed });
});

// An error that nobody awaits is of the cell that runs, or ran last.
self.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  fail(event.reason);
});
self.addEventListener("error", (event) => {
  event.preventDefault();
  fail(event.error);
});

say({ word: "ready" });
