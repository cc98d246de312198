import path from "node:path";
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";
import type { Order } from "./link";

export type Delivery = Exclude<Order, { order: "input" }> | { readonly order: "end" };

/** The main thread's answer to an interrupt: whether the cell is still running. */
export interface Pong {
  readonly isRunning: boolean;
}

/** What the thread that reads the orders is given. */
export interface Mailboxes {
  readonly inputs: MessagePort;
  /** Set to 1 with each input and each interrupt, so that the main thread can sleep until then. */
  readonly signal: Int32Array;
  /** Set to 1 with each interrupt, which ends the code of a cell at its next check point. */
  readonly interrupted: Int32Array;
  /** The name of the global symbol of the function that stops the main thread. */
  readonly stop: string;
}

export interface Mailbox {
  /** Takes the orders as they come, from now on. */
  open(deliver: (delivery: Delivery) => void): void;
  answer(pong: Pong): void;
  /** What the reader types once `ask` has asked for it: the answer may be here before `ask` returns. */
  input(ask: () => void): Promise<string>;
  /** The same, while nothing else in this process goes on; `wake` is called at an interrupt, and may throw. */
  inputSync(ask: () => void, wake: () => void): string;
}

/** Starts the thread that reads the orders. */
export function createMailbox({ interrupted, stop }: Pick<Mailboxes, "interrupted" | "stop">): Mailbox {
  const { port1: inputs, port2 } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const workerData: Mailboxes = { inputs: port2, signal, interrupted, stop };
  const thread = new Worker(path.join(__dirname, "mailbox-thread.js"), {
    workerData,
    transferList: [port2],
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  thread.unref();
  const forget = () => {
    while (receiveMessageOnPort(inputs));
    Atomics.store(signal, 0, 0);
  };
  return {
    open: (deliver) => void thread.on("message", deliver).ref(),
    answer: (pong) => thread.postMessage(pong),
    async input(ask) {
      forget();
      ask();
      return new Promise((resolve) => inputs.once("message", resolve));
    },
    inputSync(ask, wake) {
      forget();
      ask();
      for (;;) {
        Atomics.wait(signal, 0, 0);
        // First, so that nothing which comes while this looks is missed.
        Atomics.store(signal, 0, 0);
        const received = receiveMessageOnPort(inputs);
        if (received) return received.message;
        wake();
      }
    },
  };
}
