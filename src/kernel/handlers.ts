import type { Compiler } from "./compiler";
import { describeError } from "./errors";
import type { Executor } from "./executor";
import { KERNEL_INFO } from "./info";
import type { Outputs, Publish } from "./outputs";
import type { Header, Json } from "./wire";

/** Answers the content of a request with the content of its reply. */
export type Handler = (content: Json, request: Header) => Json | Promise<Json>;

export type Handlers = Readonly<Record<string, Handler>>;

export interface Workers {
  readonly compiler: Compiler;
  readonly executor: Executor;
}

/** The requests of the shell channel, by type. */
export function shellHandlers(workers: () => Workers, outputs: Outputs, publish: Publish): Handlers {
  let count = 0;
  return {
    kernel_info_request: () => KERNEL_INFO,
    comm_info_request: () => ({ status: "ok", comms: {} }),
    history_request: () => ({ status: "ok", history: [] }),

    async execute_request(content, cell) {
      const { code, silent = false, store_history = true } = content as unknown as ExecuteRequest;
      if (store_history && !silent) count += 1;
      const execution_count = count;
      if (!silent) publish("execute_input", { code, execution_count }, cell);
      const outcome = await outputs.within(cell, () => workers().executor.execute(cell, code, execution_count));
      outputs.flush();
      if (outcome.status === "error") {
        if (!silent) publish("error", { ...outcome.error }, cell);
        return { status: "error", execution_count, ...outcome.error };
      }
      if (outcome.result && !silent) publish("execute_result", { execution_count, ...outcome.result }, cell);
      return { status: "ok", execution_count, payload: [], user_expressions: {} };
    },

    is_complete_request(content) {
      const { completed, indent = "" } = workers().compiler.isCompleteCode(content.code as string);
      return completed ? { status: "complete" } : { status: "incomplete", indent };
    },

    complete_request(content) {
      const { code, cursor_pos } = content as unknown as CursorRequest;
      const { compiler, executor } = workers();
      const { start, end, candidates } = compiler.complete(executor.declarations(), code, toUtf16(code, cursor_pos));
      return {
        status: "ok",
        matches: candidates,
        cursor_start: fromUtf16(code, start),
        cursor_end: fromUtf16(code, end),
        metadata: {},
      };
    },

    inspect_request(content) {
      const { code, cursor_pos } = content as unknown as CursorRequest;
      const { compiler, executor } = workers();
      const info = compiler.inspect(executor.declarations(), code, toUtf16(code, cursor_pos));
      const data = info ? { "text/plain": compiler.printQuickInfo(info) } : {};
      return { status: "ok", found: info !== undefined, data, metadata: {} };
    },
  };
}

/** The requests of the control channel, by type. */
export function controlHandlers(workers: () => Workers): Handlers {
  return {
    kernel_info_request: () => KERNEL_INFO,
    interrupt_request() {
      workers().executor.interrupt();
      return { status: "ok" };
    },
    shutdown_request: ({ restart = false }) => ({ status: "ok", restart }),
  };
}

/** Refuses in form what a kernel need not understand. */
export const refuse: Handler = (_, { msg_type }) => {
  const error = describeError(new Error(`this kernel knows no ${msg_type}`));
  return { status: "error", ...error };
};

interface ExecuteRequest {
  readonly code: string;
  readonly silent?: boolean;
  readonly store_history?: boolean;
}

interface CursorRequest {
  readonly code: string;
  readonly cursor_pos: number;
}

/** Jupyter counts characters, JavaScript UTF-16 units. */
function toUtf16(code: string, characters: number): number {
  return [...code].slice(0, characters).join("").length;
}

function fromUtf16(code: string, units: number): number {
  return [...code.slice(0, units)].length;
}
