import { startComputer } from "./computer";
import { type CellError, INTERRUPTED } from "./errors";
import type { History } from "./history";
import { deathOf, type Word } from "./link";
import type { Sockets } from "./sockets";
import type { Header, Json, Message } from "./wire";

/** The cells of a session, which another process runs. */
export interface Cells {
  /** Runs a cell. → the content of its reply */
  execute(request: Message): Promise<Json>;
  /** Has another request answered where the cells run. → the content of its reply */
  ask(request: Message): Promise<Json>;
  /** Asks the cell that runs to end. */
  interrupt(): void;
  /** Gives the cell that runs what its reader typed. */
  answer(reply: Message): void;
  /** What the next cell's number follows. */
  count(): number;
  /** Resolves with how the process ended; the cell that had run last is told. */
  readonly died: Promise<CellError>;
  end(): Promise<void>;
}

const STUBBORN_MILLISECONDS = 5000;
const STUBBORN = "the cell does not stop: it is inside native code, and stops when that returns, or restart the kernel";

/** Starts the process, and publishes what it says of its cells. */
export function startCells({ publish, ask: askReader }: Pick<Sockets, "publish" | "ask">, history: History): Cells {
  const replies = new Map<string, (content: Json) => void>();
  let count = 0;
  /** The cell that was counted last. */
  let stored: string | undefined;
  let running: Message | undefined;
  let lastCell: Header | undefined;
  let asked: Header | undefined;
  let interrupted: Header | undefined;

  const computer = startComputer({
    hear(word: Word) {
      switch (word.word) {
        case "publish": {
          const { type, content, cell } = word;
          if (type === "execute_result" && cell.msg_id === stored) history.setOutput(count, textOf(content));
          publish(type, content, cell);
          break;
        }
        case "reply":
          replies.get(word.request)?.(word.content);
          break;
        case "ask":
          if (running?.header.msg_id === word.cell.msg_id) asked = askReader(running, word.content);
      }
    },
    printed(text) {
      const cell = running?.header ?? lastCell;
      if (cell && running?.content.silent !== true) publish("stream", { name: "stdout", text }, cell);
    },
  });
  let death: Json | undefined;
  const died = computer.ended.then((how) => {
    const error = deathOf(how);
    if (lastCell) publish("error", { ...error }, lastCell);
    death = { status: "error", ...error };
    for (const reply of replies.values()) reply(death);
    return error;
  });

  const ask = async ({ header, content }: Message): Promise<Json> => {
    if (death) return death;
    // No race with `died`, which would keep each reply until the process ends.
    const replied = new Promise<Json>((resolve) => replies.set(header.msg_id, resolve));
    computer.tell({ order: "request", request: header, content });
    const reply = await replied;
    replies.delete(header.msg_id);
    return reply;
  };

  return {
    ask,
    async execute(request) {
      const { header, content } = request;
      const { code, silent = false, store_history = true } = content;
      if (store_history === true && silent === false) {
        history.add(++count, code as string);
        stored = header.msg_id;
      }
      const execution_count = count;
      [running, lastCell] = [request, header];
      const replied = ask({ ...request, content: { ...content, execution_count } });
      // While the other process begins, of which nothing is heard before this returns.
      if (!silent) publish("execute_input", { code, execution_count }, header);
      const reply = await replied;
      running = asked = undefined;
      return { ...reply, execution_count };
    },
    interrupt() {
      const cell = running?.header;
      if (!cell) return;
      computer.tell({ order: "interrupt", cell: cell.msg_id });
      if (interrupted === cell) return;
      interrupted = cell;
      setTimeout(() => {
        if (running?.header !== cell) return;
        const { ename } = INTERRUPTED;
        publish("error", { ename, evalue: STUBBORN, traceback: [`${ename}: ${STUBBORN}`] }, cell);
      }, STUBBORN_MILLISECONDS).unref();
    },
    answer({ header, parent, content }) {
      if (header.msg_type !== "input_reply" || !asked || (parent && parent.msg_id !== asked.msg_id)) return;
      asked = undefined;
      computer.tell({ order: "input", value: String(content.value) });
    },
    count: () => count,
    died,
    end: () => computer.end(),
  };
}

function textOf({ data }: Json): string {
  return String((data as Json)["text/plain"] ?? "");
}
