import type { History } from "./history";
import { KERNEL_INFO } from "./info";
import type { Sockets } from "./sockets";
import type { Json, Message } from "./wire";

/** Requests that are answered at once, whatever a cell does. */
export function createAnswers(
  sockets: Sockets,
  history: History,
): Readonly<Record<string, (request: Message) => Json>> {
  return {
    kernel_info_request: () => KERNEL_INFO,
    connect_request: () => ({ status: "ok", ...sockets.ports }),
    history_request: ({ content }) => history.answer(content),
    comm_info_request: () => ({ status: "ok", comms: {} }),
    // A reply of the debug adapter protocol.
    debug_request: ({ content: { seq, command } }) => ({
      type: "response",
      request_seq: seq,
      command,
      success: false,
      message: "this kernel has no debugger",
    }),
    shutdown_request: ({ content: { restart = false } }) => ({ status: "ok", restart }),
  };
}
