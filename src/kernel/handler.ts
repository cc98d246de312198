import { describeError } from "./errors";
import type { Header, Json } from "./wire";

/** Answers the content of a request with the content of its reply. */
export type Handler = (content: Json, request: Header) => Json | Promise<Json>;

export type Handlers = Readonly<Record<string, Handler>>;

/** Answers a request: by its handler, or with what the handler throws. */
export async function answer(handlers: Handlers, request: Header, content: Json): Promise<Json> {
  const handler = Object.hasOwn(handlers, request.msg_type) ? handlers[request.msg_type] : refuse;
  try {
    return await handler(content, request);
  } catch (error) {
    return { status: "error", ...describeError(error) };
  }
}

/** Refuses in form what a kernel need not understand. */
const refuse: Handler = (_, { msg_type }) => {
  throw new Error(`this kernel knows no ${msg_type}`);
};
