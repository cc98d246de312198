import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly version: string;
}

export type Json = Readonly<Record<string, unknown>>;

export interface Message {
  /** The routing frames of a request, to be repeated in its reply; the topic of a broadcast. */
  readonly identities: readonly Buffer[];
  readonly header: Header;
  readonly parent: Header | undefined;
  readonly metadata: Json;
  readonly content: Json;
}

const DELIMITER = "<IDS|MSG>";
export const PROTOCOL_VERSION = "5.4";

/** Makes the headers of one session's messages. */
export function createHeader(): (type: string) => Header {
  const session = randomUUID();
  return (msg_type) => ({
    msg_id: randomUUID(),
    msg_type,
    session,
    username: "elbo",
    date: new Date().toISOString(),
    version: PROTOCOL_VERSION,
  });
}

/** The frames of a message, signed. */
export function encode({ identities, header, parent, metadata, content }: Message, key: string): Buffer[] {
  const body = [header, parent ?? {}, metadata, content].map((part) => Buffer.from(JSON.stringify(part)));
  return [...identities, Buffer.from(DELIMITER), Buffer.from(sign(body, key)), ...body];
}

/** Reads signed messages. Throws at a signature that is wrong, and at one that it has seen before. */
export function createDecoder(key: string): (frames: readonly Buffer[]) => Message {
  const seen = new Set<string>();
  return (frames) => {
    const start = frames.findIndex((frame) => frame.toString("latin1") === DELIMITER);
    if (start < 0 || frames.length < start + 6)
      throw new Error(`a message needs ${DELIMITER} and five frames after it`);
    const [signature, ...body] = frames.slice(start + 1, start + 6);
    const expected = Buffer.from(sign(body, key));
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
      throw new Error("a message has a bad signature");
    }
    if (key !== "") {
      const name = signature.toString("latin1");
      if (seen.has(name)) throw new Error("a message came a second time");
      seen.add(name);
    }
    const [header, parent, metadata, content] = body.map((part) => JSON.parse(part.toString("utf8")));
    return {
      identities: frames.slice(0, start),
      header,
      parent: parent.msg_id === undefined ? undefined : parent,
      metadata,
      content,
    };
  };
}

/** An empty key switches signing off, as Jupyter has it. */
function sign(body: readonly Buffer[], key: string): string {
  if (key === "") return "";
  const hmac = createHmac("sha256", key);
  for (const part of body) hmac.update(part);
  return hmac.digest("hex");
}
