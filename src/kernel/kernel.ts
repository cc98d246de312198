import { createAnswers } from "./answers";
import { startCells } from "./cells";
import { createHistory } from "./history";
import { log } from "./log";
import { createShellQueue, isCell } from "./shell-queue";
import type { RequestChannel, Sockets } from "./sockets";
import type { Json, Message } from "./wire";

/**
 * Answers the requests that come in on bound sockets, while another process runs the cells: nothing here ever waits for one.
 * → whether it ended because it was asked to
 */
export async function serveKernel(sockets: Sockets): Promise<boolean> {
  const history = createHistory();
  const answers = createAnswers(sockets, history);
  const cells = startCells(sockets, history);
  process.on("SIGINT", cells.interrupt);

  const answer = async (channel: RequestChannel, request: Message, handle: () => Json | Promise<Json>) => {
    sockets.publish("status", { execution_state: "busy" }, request.header);
    sockets.reply(channel, request, await handle());
    sockets.publish("status", { execution_state: "idle" }, request.header);
  };

  const queue = createShellQueue(async (request) => {
    let aborted: readonly Message[] = [];
    await answer("shell", request, async () => {
      if (!isCell(request)) return cells.ask(request);
      const reply = await cells.execute(request);
      if (reply.status === "error" && request.content.stop_on_error !== false) aborted = await takeQueued();
      return reply;
    });
    for (const cell of aborted) {
      await answer("shell", cell, () => ({ status: "aborted", execution_count: cells.count() }));
    }
  });

  /** Only what was sent before the reply, which is what its sender could not know. */
  const takeQueued = async () => {
    do await new Promise(setImmediate);
    while (sockets.pending("shell"));
    return queue.takeCells();
  };

  const serveShell = async () => {
    for await (const request of sockets.requests("shell")) {
      const { msg_type } = request.header;
      const known = Object.hasOwn(answers, msg_type) ? answers[msg_type] : undefined;
      if (known) await answer("shell", request, () => known(request));
      else if (msg_type.startsWith("comm_")) hearComm(request);
      else queue.add(request);
    }
  };

  /** A comm is closed as soon as it is opened, for no cell has a use for it; nothing is ever replied to one. */
  const hearComm = ({ header, content: { comm_id } }: Message) => {
    sockets.publish("status", { execution_state: "busy" }, header);
    if (header.msg_type === "comm_open") sockets.publish("comm_close", { comm_id, data: {} }, header);
    sockets.publish("status", { execution_state: "idle" }, header);
  };

  const serveControl = async () => {
    for await (const request of sockets.requests("control")) {
      const { msg_type } = request.header;
      if (msg_type === "interrupt_request") cells.interrupt();
      const known = Object.hasOwn(answers, msg_type) ? answers[msg_type] : controlReply;
      await answer("control", request, () => known(request));
      if (msg_type === "shutdown_request") return true;
    }
    return false;
  };

  const serveStdin = async () => {
    for await (const reply of sockets.requests("stdin")) cells.answer(reply);
  };

  const died = cells.died.then(async ({ evalue }) => {
    log(evalue);
    await queue.settled();
    return false;
  });
  void serveShell();
  void serveStdin();
  const isAsked = await Promise.race([serveControl(), died]);
  if (isAsked) await cells.end();
  return isAsked;
}

function controlReply({ header: { msg_type } }: Message): Json {
  if (msg_type === "interrupt_request") return { status: "ok" };
  const evalue = `this kernel knows no ${msg_type}`;
  return { status: "error", ename: "Error", evalue, traceback: [evalue] };
}
