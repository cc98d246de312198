import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { Dealer, Subscriber } from "zeromq";
import { type Connection, endpoint } from "../../src/kernel/connection";
import { createDecoder, createHeader, encode, type Json, type Message } from "../../src/kernel/wire";
import { type KernelProcess, startProcess } from "../../src/runner/kernel-process";
import { findKernelspec } from "../../src/runner/kernelspec";
import { until } from "../runner/fixture";

type Socket = "shell" | "control" | "stdin";

/** A client that hears all that a kernel says, and can say what no well-behaved client would. */
export interface RawClient {
  readonly kernel: KernelProcess;
  /** All that was ever broadcast and replied, in order. */
  readonly heard: readonly Message[];
  /** The same as raw text. */
  text(): string;
  send(type: string, content: Json, options?: { socket?: Socket }): string;
  sendFrames(frames: readonly Buffer[]): void;
  frames(type: string, content: Json, key: string): Buffer[];
  /** Sends a request and waits until the kernel is idle again. → its reply and what was broadcast meanwhile */
  ask(
    type: string,
    content: Json,
    options?: { socket?: Socket },
  ): Promise<{ reply: Json; broadcasts: readonly Message[] }>;
  run(code: string, content?: Json): ReturnType<RawClient["ask"]>;
  answersTo(id: string): readonly Message[];
  /** Waits until an answer of a type has come. */
  answered(id: string, type: string): Promise<void>;
  close(): Promise<void>;
}

export async function startRawClient(cwd: string): Promise<RawClient> {
  const kernel = await startProcess(findKernelspec("elbo"), cwd);
  const connection: Connection = kernel.connection;
  // Jupyter's clients have one identity on all of their sockets, by which a kernel finds who may answer a question.
  const options = { linger: 0, reconnectInterval: 20, routingId: randomUUID() };
  const shell = new Dealer(options);
  const control = new Dealer(options);
  const stdin = new Dealer(options);
  const iopub = new Subscriber({ linger: 0, reconnectInterval: 20 });
  shell.connect(endpoint(connection, "shell"));
  stdin.connect(endpoint(connection, "stdin"));
  control.connect(endpoint(connection, "control"));
  iopub.connect(endpoint(connection, "iopub"));
  iopub.subscribe();
  const header = createHeader();
  const decode = createDecoder(connection.key);
  const heard: Message[] = [];
  let text = "";
  for (const socket of [shell, control, stdin, iopub]) {
    void (async () => {
      for await (const frames of socket) {
        text += frames.join("\n");
        heard.push(decode(frames));
      }
    })();
  }
  const client: RawClient = {
    kernel,
    heard,
    text: () => text,
    frames: (type, content, key) =>
      encode({ identities: [], header: header(type), parent: undefined, metadata: {}, content }, key),
    sendFrames: (frames) => void shell.send([...frames]),
    send(type, content, { socket = "shell" } = {}) {
      const own = header(type);
      const message = { identities: [], header: own, parent: undefined, metadata: {}, content };
      void { shell, control, stdin }[socket].send(encode(message, connection.key));
      return own.msg_id;
    },
    answersTo: (id) => heard.filter(({ parent }) => parent?.msg_id === id),
    answered: (id, type) =>
      until(() => client.answersTo(id).some(({ header: { msg_type } }) => msg_type === type), `${type} for a request`),
    async ask(type, content, options) {
      const id = client.send(type, content, options);
      const isIdle = ({ content }: Message) => content.execution_state === "idle";
      const reply = () => client.answersTo(id).find(({ header: { msg_type } }) => msg_type.endsWith("_reply"));
      await until(() => client.answersTo(id).some(isIdle) && reply() !== undefined, `an answer to ${type}`);
      const broadcasts = client.answersTo(id).filter((message) => message !== reply());
      return { reply: reply()!.content, broadcasts };
    },
    run: (code, content = {}) => client.ask("execute_request", { code, ...content }),
    async close() {
      kernel.signal("SIGKILL");
      await kernel.ended;
      for (const socket of [shell, control, stdin, iopub]) socket.close();
    },
  };
  for (let ready = false; !ready; ready = heard.some(({ header }) => header.msg_type === "status")) {
    client.send("kernel_info_request", {});
    await delay(50);
  }
  return client;
}

/** The types and contents of broadcasts, without what differs from run to run. */
export function shown(broadcasts: readonly Message[]): readonly (readonly [string, Json])[] {
  return broadcasts
    .filter(({ header }) => !["status", "execute_input", "execute_reply"].includes(header.msg_type))
    .map(({ header, content }) => [header.msg_type, content] as const);
}
