import { createCompiler } from "./compiler";
import { describeError } from "./errors";
import { createExecutor } from "./executor";
import { controlHandlers, type Handlers, refuse, shellHandlers, type Workers } from "./handlers";
import { captureOutputs } from "./outputs";
import type { RequestChannel, Sockets } from "./sockets";
import type { Json, Message } from "./wire";

/** Answers the requests that come in on bound sockets; ends when one of them asks for it. */
export function serveKernel(sockets: Sockets): Promise<void> {
  const { publish } = sockets;
  const outputs = captureOutputs(publish);
  let made: Workers | undefined;
  const workers = () => {
    if (!made) {
      const compiler = createCompiler();
      made = { compiler, executor: createExecutor(compiler) };
    }
    return made;
  };
  // The compiler takes a second, for which the first answer need not wait.
  setTimeout(workers, 50);

  process.on("exit", outputs.flush);
  process.on("SIGINT", () => made?.executor.interrupt());
  const onLateError = (error: unknown) => {
    const cell = outputs.cell();
    const { executor } = workers();
    if (cell && !executor.fail(cell, error)) publish("error", { ...executor.describe(error) }, cell);
  };
  process.on("uncaughtException", onLateError);
  process.on("unhandledRejection", onLateError);

  void serveShell(sockets, shellHandlers(workers, outputs, publish));
  return serveControl(sockets, controlHandlers(workers));
}

/** One request after the other. What waits behind a cell that fails is aborted, if the cell asks for it. */
async function serveShell(sockets: Sockets, handlers: Handlers): Promise<void> {
  const waiting = new Set<Message>();
  const aborted = new WeakSet<Message>();
  const handle = async (request: Message): Promise<Json> => {
    waiting.delete(request);
    if (aborted.has(request)) return { status: "aborted" };
    const content = await call(handlers, request);
    if (content.status === "error" && request.content.stop_on_error !== false && isExecute(request)) {
      // Only what was sent before the reply, which is what its sender could not know.
      do await new Promise(setImmediate);
      while (sockets.pending("shell"));
      for (const other of waiting) if (isExecute(other)) aborted.add(other);
    }
    return content;
  };
  let last = Promise.resolve();
  for await (const request of sockets.requests("shell")) {
    waiting.add(request);
    last = last.then(() => answer(sockets, "shell", request, () => handle(request)));
  }
}

/** Each request as it comes, also while a cell waits, up to the one that asks for the end. */
async function serveControl(sockets: Sockets, handlers: Handlers): Promise<void> {
  for await (const request of sockets.requests("control")) {
    await answer(sockets, "control", request, () => call(handlers, request));
    if (request.header.msg_type === "shutdown_request") return;
  }
}

async function answer(sockets: Sockets, channel: RequestChannel, request: Message, handle: () => Promise<Json>) {
  sockets.publish("status", { execution_state: "busy" }, request.header);
  sockets.reply(channel, request, await handle());
  sockets.publish("status", { execution_state: "idle" }, request.header);
}

async function call(handlers: Handlers, { header, content }: Message): Promise<Json> {
  const handler = Object.hasOwn(handlers, header.msg_type) ? handlers[header.msg_type] : refuse;
  try {
    return await handler(content, header);
  } catch (error) {
    return { status: "error", ...describeError(error) };
  }
}

function isExecute({ header }: Message): boolean {
  return header.msg_type === "execute_request";
}
