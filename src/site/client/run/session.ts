import type { Order, Word } from "../../worker/messages";

/** How a cell ended. */
export type End = "done" | "failed" | "stopped";

/** A worker that runs cells one after the other. */
export interface Session {
  run(order: Order, hear: (word: Word) => void): Promise<End>;
  /** Ends the worker at once, and with it all that cells have computed. */
  stop(): void;
}

/** @throws where the worker cannot be loaded */
export async function startSession(): Promise<Session> {
  const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
  let listen: (word: Word) => void = () => {};
  let stopped: () => void = () => {};
  worker.addEventListener("message", ({ data }: MessageEvent<string>) => listen(JSON.parse(data)));
  await new Promise<void>((resolve, reject) => {
    listen = () => resolve();
    worker.addEventListener("error", ({ message }) => reject(new Error(message || "the worker did not start")));
  });
  return {
    run: (order, hear) =>
      new Promise((resolve) => {
        stopped = () => resolve("stopped");
        listen = (word) => {
          if (word.word === "ended" && word.count === order.count) resolve(word.failed ? "failed" : "done");
          else hear(word);
        };
        worker.postMessage(order);
      }),
    stop() {
      worker.terminate();
      stopped();
    },
  };
}
