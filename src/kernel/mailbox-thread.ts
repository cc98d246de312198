import { Session } from "node:inspector";
import { Socket } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { ORDERS, type Order, takeLines } from "./link";
import type { Delivery, Mailboxes, Pong } from "./mailbox";

/**
 * Reads the orders in a thread of its own, since a cell may hold the main thread for ever: hands them over, and stops the
 * main thread where it is if it does not answer to an interrupt.
 */
const { inputs, signal, stop } = workerData as Mailboxes;
const main = parentPort!;
const PATIENCE_MILLISECONDS = 50;
const PILE_MILLISECONDS = 500;
const FAREWELL_MILLISECONDS = 300;

let [asked, answered] = [0, 0];
let asking: NodeJS.Timeout | undefined;
let session: Session | undefined;
let hasChildren = false;
let stopping = 0;

const orders = new Socket({ fd: ORDERS, readable: true, writable: false });
orders.on("data", takeLines<Order>(take));
orders.on("error", end).on("close", end);
main.on("message", ({ isRunning }: Pong) => {
  answered = asked;
  stopping = 0;
  interruptChildren();
  if (isRunning) return;
  clearInterval(asking);
  asking = undefined;
});

function take(order: Order): void {
  if (order.order === "input") {
    inputs.postMessage(order.value);
    Atomics.store(signal, 0, 1);
    Atomics.notify(signal, 0);
  } else if (order.order === "interrupt") {
    interrupt(order.cell);
  } else {
    deliver(order);
  }
}

function deliver(delivery: Delivery): void {
  main.postMessage(delivery);
}

/** Asks the main thread to end a cell until it has; each time that it does not answer, stops what it is at. */
function interrupt(cell: string): void {
  if (asking) return;
  hasChildren = true;
  const ask = () => {
    if (answered < asked) {
      stopMainThread();
      interruptChildren();
    }
    asked += 1;
    // Each time, for what it stops may be what would have answered.
    deliver({ order: "interrupt", cell });
  };
  asking = setInterval(ask, PATIENCE_MILLISECONDS);
  ask();
}

/** What a cell has started; not before the main thread knows, which would take the end of a child for an error. */
function interruptChildren(): void {
  if (hasChildren) signalGroup("SIGINT");
  hasChildren = false;
}

function stopMainThread(): void {
  if (!session) {
    session = new Session();
    session.connectToMainThread();
  }
  // Seldom, if there is no answer: while native code holds the main thread, they would pile up.
  if (Date.now() - stopping < PILE_MILLISECONDS) return;
  stopping = Date.now();
  session.post("Runtime.evaluate", { expression: `globalThis[Symbol.for(${JSON.stringify(stop)})]()` }, () => {
    stopping = 0;
  });
}

/** The other process is gone, or has no more to say. */
function end(): void {
  deliver({ order: "end" });
  setTimeout(() => signalGroup("SIGKILL"), FAREWELL_MILLISECONDS);
}

/** This process, which does not mind SIGINT, and all that its cells have started. */
function signalGroup(name: NodeJS.Signals): void {
  try {
    process.kill(process.platform === "win32" ? process.pid : -process.pid, name);
  } catch {
    // On Windows there is no SIGINT to send.
  }
}
