import { setTimeout as delay } from "node:timers/promises";
import { Dealer, Subscriber } from "zeromq";
import { endpoint } from "../kernel/connection";
import { createDecoder, createHeader, encode, type Json, type Message } from "../kernel/wire";
import { type KernelProcess, startProcess } from "./kernel-process";
import type { Kernelspec } from "./kernelspec";

/** A conversation with one kernel. */
export interface KernelClient {
  readonly process: KernelProcess;
  /** Runs a cell; resolves with its reply when all of its output has been heard. Throws if the kernel dies. */
  execute(code: string, hear: (message: Message) => void): Promise<Json>;
  /** Asks the running cell to stop. */
  interrupt(): void;
  /** Asks the kernel to end, and ends it. */
  shutdown(): Promise<void>;
}

/** A kernel whose process ended while it was needed. */
export class KernelDied extends Error {}

const DRAIN_MILLISECONDS = 200;
const POLL_MILLISECONDS = 100;
const FAREWELL_MILLISECONDS = 2000;

interface Request {
  readonly hear: (message: Message) => void;
  readonly replied: Deferred<Json>;
  readonly idle: Deferred<void>;
}

/** Starts a kernel and waits until it answers. Throws with what the kernel wrote if it does not within the time limit. */
export async function startKernel(spec: Kernelspec, cwd: string, startupMilliseconds: number): Promise<KernelClient> {
  const kernel = await startProcess(spec, cwd);
  const { connection } = kernel;
  const shell = new Dealer({ linger: 0, reconnectInterval: 20 });
  const control = new Dealer({ linger: 0, reconnectInterval: 20 });
  const iopub = new Subscriber({ linger: 0, reconnectInterval: 20, receiveHighWaterMark: 0 });
  shell.connect(endpoint(connection, "shell"));
  control.connect(endpoint(connection, "control"));
  iopub.connect(endpoint(connection, "iopub"));
  iopub.subscribe();

  const header = createHeader();
  const decode = createDecoder(connection.key);
  // Never emptied: a cell's late output is still its own.
  const requests = new Map<string, Request>();

  const send = (socket: Dealer, type: string, content: Json, hear: Request["hear"] = () => {}): Request => {
    const request = { hear, replied: deferred<Json>(), idle: deferred<void>() };
    const message = { identities: [], header: header(type), parent: undefined, metadata: {}, content };
    requests.set(message.header.msg_id, request);
    // It fails after the kernel has died, of which `died` tells.
    if (!socket.closed) socket.send(encode(message, connection.key)).catch(() => {});
    return request;
  };
  const listen = async (socket: Dealer | Subscriber, take: (request: Request, message: Message) => void) => {
    for await (const frames of socket) {
      const message = decode(frames);
      const request = requests.get(message.parent?.msg_id ?? "");
      if (request) take(request, message);
    }
  };
  const takeReply = ({ replied }: Request, { content }: Message) => replied.resolve(content);
  const listening = [
    listen(shell, takeReply),
    listen(control, takeReply),
    listen(iopub, (request, message) => {
      if (message.header.msg_type === "status" && message.content.execution_state === "idle") request.idle.resolve();
      else request.hear(message);
    }),
  ];
  const died = kernel.ended.then(async (how): Promise<never> => {
    await delay(DRAIN_MILLISECONDS);
    for (const socket of [shell, control, iopub]) socket.close();
    const [last] = kernel.log().match(/FATAL ERROR: .*/) ?? [];
    throw new KernelDied(`its process ended ${how}${last ? ` (${last})` : ""}`);
  });
  died.catch(() => {});
  for (const loop of listening) loop.catch(() => kernel.signal("SIGKILL"));

  const execute: KernelClient["execute"] = async (code, hear) => {
    const content = { code, silent: false, store_history: true, user_expressions: {}, allow_stdin: false };
    const { replied, idle } = send(shell, "execute_request", content, hear);
    const [reply] = await Promise.race([Promise.all([replied.promise, idle.promise]), died]);
    return reply;
  };

  await waitUntilReady();
  return {
    process: kernel,
    execute,
    interrupt() {
      if (spec.interrupt_mode === "message" || process.platform === "win32") send(control, "interrupt_request", {});
      else kernel.signal("SIGINT");
    },
    async shutdown() {
      send(control, "shutdown_request", { restart: false });
      await Promise.race([kernel.ended, delay(FAREWELL_MILLISECONDS)]);
      kernel.signal("SIGKILL");
      await kernel.ended;
    },
  };

  async function waitUntilReady(): Promise<void> {
    const heard = deferred<void>();
    const asked: Request[] = [];
    const ready = async () => {
      // A subscription takes its time, so ask until both the answer and a broadcast have come.
      for (let isReady = false; !isReady; ) {
        asked.push(send(shell, "kernel_info_request", {}, () => heard.resolve()));
        const answers = Promise.all([heard.promise, Promise.race(asked.map(({ replied }) => replied.promise))]);
        isReady = await Promise.race([answers.then(() => true), delay(POLL_MILLISECONDS, false)]);
      }
      // A kernel may answer before its compiler is there, for which no cell's time limit should pay.
      await send(shell, "execute_request", { code: "", silent: true }).idle.promise;
    };
    const late = async () => {
      await delay(startupMilliseconds, undefined, { ref: false });
      throw new Error(`no answer within ${startupMilliseconds / 1000} s`);
    };
    try {
      await Promise.race([ready(), late(), died]);
    } catch (error) {
      kernel.signal("SIGKILL");
      const log = kernel.log().trim();
      throw new Error(`the kernel did not start: ${(error as Error).message}${log && `; it wrote:\n${log}`}`);
    }
  }
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
}

function deferred<T>(): Deferred<T> {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((fulfil) => {
    resolve = fulfil;
  });
  return { promise, resolve };
}
