import { createAnswers } from "./answers";
import { startComputer } from "./computer";
import { INTERRUPTED } from "./errors";
import { createHistory } from "./history";
import { deathOf, KERNEL_DIED, type Word } from "./link";
import { log } from "./log";
import { createShellQueue, isCell } from "./shell-queue";
import type { RequestChannel, Sockets } from "./sockets";
import type { Header, Json, Message } from "./wire";

const STUBBORN_MILLISECONDS = 5000;
const NEVER: Promise<never> = new Promise(() => {});

/**
 * Answers the requests that come in on bound sockets, while another process runs the cells: nothing here ever waits for one.
 * → whether it ended because it was asked to
 */
export async function serveKernel(sockets: Sockets): Promise<boolean> {
  const history = createHistory();
  const answers = createAnswers(sockets, history);
  const replies = new Map<string, (content: Json) => void>();
  let count = 0;
  let running: Message | undefined;
  let lastCell: Header | undefined;
  let asked: Header | undefined;
  let interrupted: Header | undefined;
  let aborted: readonly Message[] = [];

  const computer = startComputer({
    hear(word: Word) {
      switch (word.word) {
        case "publish": {
          const { type, content, cell } = word;
          if (type === "execute_result") history.setOutput(count, textOf(content));
          sockets.publish(type, content, cell);
          break;
        }
        case "reply":
          replies.get(word.request)?.(word.content);
          break;
        case "ask":
          if (running?.header.msg_id === word.cell.msg_id) asked = sockets.ask(running, word.content);
      }
    },
    printed(text) {
      const cell = running?.header ?? lastCell;
      if (cell && running?.content.silent !== true) sockets.publish("stream", { name: "stdout", text }, cell);
    },
  });
  const death = computer.ended.then((how) => ({ status: "error", ...deathOf(how) }) as const);

  /** Hands a request on. → the content of its reply */
  const compute = async ({ header, content }: Message): Promise<Json> => {
    const replied = new Promise<Json>((resolve) => replies.set(header.msg_id, resolve));
    computer.tell({ order: "request", request: header, content });
    const reply = await Promise.race([replied, death]);
    replies.delete(header.msg_id);
    return reply;
  };

  const execute = async (request: Message): Promise<Json> => {
    const { code, silent = false, store_history = true, stop_on_error = true } = request.content;
    const isStored = store_history === true && silent === false;
    if (isStored) history.add(++count, code as string);
    const execution_count = count;
    if (!silent) sockets.publish("execute_input", { code, execution_count }, request.header);
    [running, lastCell] = [request, request.header];
    const reply = { ...(await compute({ ...request, content: { ...request.content, execution_count } })) };
    running = asked = undefined;
    if (reply.ename === KERNEL_DIED) sockets.publish("error", errorOf(reply), request.header);
    if (reply.status === "error" && stop_on_error) aborted = await takeQueued();
    return { ...reply, execution_count };
  };

  /** Only what was sent before the reply, which is what its sender could not know. */
  const takeQueued = async () => {
    do await new Promise(setImmediate);
    while (sockets.pending("shell"));
    return queue.takeCells();
  };

  const queue = createShellQueue(async (request) => {
    await answer("shell", request, () => (isCell(request) ? execute(request) : compute(request)));
    const refused = aborted;
    aborted = [];
    for (const cell of refused) {
      await answer("shell", cell, async () => ({ status: "aborted", execution_count: count }));
    }
  });

  const answer = async (channel: RequestChannel, request: Message, handle: () => Promise<Json>) => {
    sockets.publish("status", { execution_state: "busy" }, request.header);
    sockets.reply(channel, request, await handle());
    sockets.publish("status", { execution_state: "idle" }, request.header);
  };

  const interrupt = () => {
    const cell = running?.header;
    if (!cell) return;
    computer.tell({ order: "interrupt", cell: cell.msg_id });
    if (interrupted === cell) return;
    interrupted = cell;
    setTimeout(() => {
      if (running?.header !== cell) return;
      const evalue =
        "the cell does not stop: it is inside native code, and stops when that returns, or restart the kernel";
      sockets.publish("error", { ...INTERRUPTED, evalue, traceback: [`Interrupted: ${evalue}`] }, cell);
    }, STUBBORN_MILLISECONDS).unref();
  };
  process.on("SIGINT", interrupt);

  const serveShell = async () => {
    for await (const request of sockets.requests("shell")) {
      const { msg_type } = request.header;
      const known = Object.hasOwn(answers, msg_type) ? answers[msg_type] : undefined;
      if (msg_type.startsWith("comm_") && !known) await answerComm(request);
      else if (known) await answer("shell", request, async () => known(request));
      else queue.add(request);
    }
    return NEVER;
  };

  /** A comm is closed as soon as it is opened, for no cell has a use for it; nothing is ever replied to one. */
  const answerComm = async ({ header, content: { comm_id } }: Message) => {
    sockets.publish("status", { execution_state: "busy" }, header);
    if (header.msg_type === "comm_open") sockets.publish("comm_close", { comm_id, data: {} }, header);
    sockets.publish("status", { execution_state: "idle" }, header);
  };

  const serveControl = async () => {
    for await (const request of sockets.requests("control")) {
      const { msg_type } = request.header;
      if (msg_type === "interrupt_request") interrupt();
      const known = Object.hasOwn(answers, msg_type) ? answers[msg_type] : undefined;
      await answer("control", request, async () => known?.(request) ?? controlReply(msg_type));
      if (msg_type === "shutdown_request") return true;
    }
    return NEVER;
  };

  const serveStdin = async () => {
    for await (const { header, parent, content } of sockets.requests("stdin")) {
      if (header.msg_type !== "input_reply" || !asked || (parent && parent.msg_id !== asked.msg_id)) continue;
      asked = undefined;
      computer.tell({ order: "input", value: String(content.value) });
    }
    return NEVER;
  };

  const died = death.then(async (reply) => {
    log(`${reply.evalue}`);
    // A cell that is over is told what it did; one that runs, and what waits behind it, is answered first.
    if (!running && lastCell) sockets.publish("error", errorOf(reply), lastCell);
    await queue.settled();
    return false;
  });
  const isAsked = await Promise.race([serveShell(), serveControl(), serveStdin(), died]);
  if (isAsked) await computer.end();
  return isAsked;
}

function controlReply(type: string): Json {
  if (type === "interrupt_request") return { status: "ok" };
  const evalue = `this kernel knows no ${type}`;
  return { status: "error", ename: "Error", evalue, traceback: [evalue] };
}

function errorOf({ ename, evalue, traceback }: Json): Json {
  return { ename, evalue, traceback };
}

function textOf({ data }: Json): string {
  return String((data as Json)["text/plain"] ?? "");
}
