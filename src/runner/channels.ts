import { Dealer, Subscriber } from "zeromq";
import { type Connection, endpoint } from "../kernel/connection";
import { createDecoder, createHeader, encode, type Json, type Message } from "../kernel/wire";

/** A request to a kernel, and what becomes of it. */
export interface Request {
  readonly replied: Promise<Json>;
  /** Resolves when all of its broadcasts have been heard but those that come late. */
  readonly idle: Promise<void>;
}

/** A client's side of a kernel's sockets. */
export interface Channels {
  /** Sends a request; `hear` is called with each of its broadcasts, for ever. */
  send(channel: "shell" | "control", type: string, content: Json, hear?: (message: Message) => void): Request;
  close(): void;
  readonly closed: boolean;
}

interface Pending {
  readonly hear: (message: Message) => void;
  readonly reply: (content: Json) => void;
  readonly idle: () => void;
}

/** Connects to a kernel, which need not be there yet. `onFault` is called if it says what is no message. */
export function openChannels(connection: Connection, onFault: () => void, maxMessageBytes = -1): Channels {
  const options = { linger: 0, reconnectInterval: 20, maxMessageSize: maxMessageBytes };
  const shell = new Dealer(options);
  const control = new Dealer(options);
  const iopub = new Subscriber({ ...options, receiveHighWaterMark: 0 });
  shell.connect(endpoint(connection, "shell"));
  control.connect(endpoint(connection, "control"));
  iopub.connect(endpoint(connection, "iopub"));
  iopub.subscribe();

  const header = createHeader();
  const decode = createDecoder(connection.key);
  // Never emptied: a cell's late output is still its own.
  const requests = new Map<string, Pending>();
  const listen = async (socket: Dealer | Subscriber, take: (pending: Pending, message: Message) => void) => {
    for await (const frames of socket) {
      const message = decode(frames);
      const pending = requests.get(message.parent?.msg_id ?? "");
      if (pending) take(pending, message);
    }
  };
  const takeBroadcast = ({ hear, idle }: Pending, message: Message) =>
    message.content.execution_state === "idle" ? idle() : hear(message);
  const takeReply = ({ reply }: Pending, { content }: Message) => reply(content);
  const loops = [listen(shell, takeReply), listen(control, takeReply), listen(iopub, takeBroadcast)];
  for (const loop of loops) loop.catch(onFault);

  return {
    send(channel, type, content, hear = () => {}) {
      const socket = { shell, control }[channel];
      const message = { identities: [], header: header(type), parent: undefined, metadata: {}, content };
      let [reply, idle]: [Pending["reply"], Pending["idle"]] = [() => {}, () => {}];
      const replied = new Promise<Json>((resolve) => {
        reply = resolve;
      });
      const isIdle = new Promise<void>((resolve) => {
        idle = resolve;
      });
      requests.set(message.header.msg_id, { hear, reply, idle });
      // Sending fails only after `close`.
      if (!socket.closed) socket.send(encode(message, connection.key)).catch(() => {});
      return { replied, idle: isIdle };
    },
    close() {
      for (const socket of [shell, control, iopub]) socket.close();
    },
    get closed() {
      return shell.closed;
    },
  };
}
