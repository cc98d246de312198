import { Reply, Router, XPublisher } from "zeromq";
import { type Channel, type Connection, endpoint } from "./connection";
import { log } from "./log";
import { createDecoder, createHeader, encode, type Header, type Json, type Message } from "./wire";

export type RequestChannel = "shell" | "control" | "stdin";

export interface Sockets {
  /** The requests of a channel that carry a good signature; the others are dropped without a word to their sender. */
  requests(channel: RequestChannel): AsyncIterable<Message>;
  /** Whether a request is waiting to be read. */
  pending(channel: RequestChannel): boolean;
  reply(channel: RequestChannel, request: Message, content: Json): void;
  publish(type: string, content: Json, parent: Header): void;
  /** Asks whoever sent a request for a line of text. → the question's header, which the answer names */
  ask(request: Message, content: Json): Header;
  /** The ports, as `connect_reply` names them. */
  readonly ports: Json;
  close(): void;
}

/**
 * Binds the five sockets of a kernel before any of them is read, so that a quick client finds all of them.
 *
 * No high-water mark: nothing is dropped. No send time-out: a message is sent when `send` returns, even from within a
 * cell that never lets go of the thread, and so the sends are serial.
 */
export async function bindSockets(connection: Connection): Promise<Sockets> {
  const options = { sendHighWaterMark: 0, sendTimeout: 0, linger: 1000 };
  const both = { ...options, receiveHighWaterMark: 0 };
  const sockets = {
    shell: new Router(both),
    control: new Router(both),
    stdin: new Router(both),
    iopub: new XPublisher({ ...options, verbosity: "allSubs" }),
    hb: new Reply({ linger: 0 }),
  };
  const channels = Object.keys(sockets) as Channel[];
  await Promise.all(channels.map((channel) => sockets[channel].bind(endpoint(connection, channel))));
  void echo(sockets.hb);
  void welcome();

  const header = createHeader();
  const decode = createDecoder(connection.key);
  const send = (socket: Router | XPublisher, message: Message) => {
    socket.send(encode(message, connection.key)).catch((error) => log(`a message was not sent: ${error.message}`));
  };
  /** Who subscribes is told when that has taken effect: from then on it misses nothing. */
  async function welcome(): Promise<void> {
    for await (const [event] of sockets.iopub) {
      if (event[0] !== SUBSCRIBED) continue;
      const topic = event.subarray(1);
      const content = { subscription: topic.toString("utf8") };
      const message = {
        identities: [topic],
        header: header("iopub_welcome"),
        parent: undefined,
        metadata: {},
        content,
      };
      send(sockets.iopub, message);
    }
  }
  const { shell_port, iopub_port, stdin_port, control_port, hb_port } = connection;
  return {
    ports: { shell_port, iopub_port, stdin_port, control_port, hb_port },
    async *requests(channel) {
      for await (const frames of sockets[channel]) {
        try {
          yield decode(frames);
        } catch (error) {
          log(`${channel}: ${(error as Error).message}`);
        }
      }
    },
    pending: (channel) => sockets[channel].readable,
    reply(channel, { identities, header: parent }, content) {
      const type = parent.msg_type.replace(/request$/, "reply");
      send(sockets[channel], { identities, header: header(type), parent, metadata: {}, content });
    },
    ask({ identities, header: parent }, content) {
      const own = header("input_request");
      send(sockets.stdin, { identities, header: own, parent, metadata: {}, content });
      return own;
    },
    publish(type, content, parent) {
      send(sockets.iopub, { identities: [Buffer.from(type)], header: header(type), parent, metadata: {}, content });
    },
    close() {
      for (const channel of channels) sockets[channel].close();
    },
  };
}

/** The first byte of what a subscriber sends to begin. */
const SUBSCRIBED = 1;

async function echo(heartbeat: Reply): Promise<void> {
  for await (const beat of heartbeat) await heartbeat.send(beat);
}
