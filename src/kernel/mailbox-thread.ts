import { Session } from "node:inspector";
import { Socket } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import type { Stopped } from "./interrupts";
import { ORDERS, type Order, takeLines } from "./link";
import type { Delivery, Mailboxes, Pong } from "./mailbox";

/**
 * Reads the orders in a thread of its own, since a cell may hold the main thread for ever: hands them over, and stops the
 * main thread where it is if it does not answer to an interrupt.
 */
const { inputs, signal, interrupted, stop } = workerData as Mailboxes;
const main = parentPort!;
const PATIENCE_MILLISECONDS = 50;
/** What has check points ends at once, and without harm; only then is anything else ended where it is. */
const CHECK_MILLISECONDS = 300;
const PILE_MILLISECONDS = 500;
const FAREWELL_MILLISECONDS = 300;
/** A child that was not there yet, or has its own ways with an interrupt, gets another, as from a reader who asks again. */
const AGAIN_MILLISECONDS = 2000;

let [asked, answered] = [0, 0];
let asking: NodeJS.Timeout | undefined;
let session: Session | undefined;
let told = -Infinity;
let stopping = 0;

const orders = new Socket({ fd: ORDERS, readable: true, writable: false });
orders.on("data", takeLines<Order>(take));
orders.on("error", end).on("close", end);
main.on("message", ({ isRunning }: Pong) => {
  answered = asked;
  stopping = 0;
  interruptChildren();
  if (!isRunning) forget();
});

function take(order: Order): void {
  if (order.order === "input") {
    inputs.postMessage(order.value);
    wake();
  } else if (order.order === "interrupt") {
    interrupt(order.cell);
  } else {
    // One cell at a time: what was to be ended has ended.
    if (order.request.msg_type === "execute_request") forget();
    deliver(order);
  }
}

function deliver(delivery: Delivery): void {
  main.postMessage(delivery);
}

/** Asks the main thread to end a cell until it has; each time that it does not answer, stops what it is at. */
function interrupt(cell: string): void {
  if (asking) return;
  told = -Infinity;
  const start = Date.now();
  const ask = () => {
    Atomics.store(interrupted, 0, 1);
    wake();
    if (answered < asked) {
      if (Date.now() - start > CHECK_MILLISECONDS) stopMainThread();
      interruptChildren();
    }
    asked += 1;
    // Each time, for what it stops may be what would have answered.
    deliver({ order: "interrupt", cell });
  };
  asking = setInterval(ask, PATIENCE_MILLISECONDS);
  ask();
}

/** The main thread, if it sleeps until its reader has typed. */
function wake(): void {
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
}

function forget(): void {
  clearInterval(asking);
  asking = undefined;
  Atomics.store(interrupted, 0, 0);
}

/** What a cell has started; not before the main thread knows, which would take the end of a child for an error. */
function interruptChildren(): void {
  if (Date.now() - told < AGAIN_MILLISECONDS) return;
  told = Date.now();
  signalGroup("SIGINT");
}

function stopMainThread(): void {
  if (!session) {
    session = new Session();
    session.connectToMainThread();
  }
  // Seldom, if there is no answer: while native code holds the main thread, they would pile up.
  if (Date.now() - stopping < PILE_MILLISECONDS) return;
  stopping = Date.now();
  const expression = `globalThis[Symbol.for(${JSON.stringify(stop)})]()`;
  session.post("Runtime.evaluate", { expression, returnByValue: true }, (_, { result } = { result: { type: "" } }) => {
    stopping = 0;
    if (result.value === ("again" satisfies Stopped)) setTimeout(stopMainThread, Math.random());
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
