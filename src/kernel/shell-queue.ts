import type { Message } from "./wire";

/** The requests that wait for a cell to end. */
export interface ShellQueue {
  /** Handles a request now, or when the cells that came before it have ended. */
  add(request: Message): void;
  /** Takes out the cells that wait. */
  takeCells(): readonly Message[];
}

/**
 * Cells run one after the other. A question about code is handed on while a cell runs, since one that awaits leaves time for
 * it; but behind a cell that waits it waits too, for that may declare what it is about.
 */
export function createShellQueue(handle: (request: Message) => Promise<void>): ShellQueue {
  let waiting: Message[] = [];
  let isRunning = false;

  const pump = () => {
    while (waiting.length > 0 && !(isRunning && isCell(waiting[0]))) {
      const [next] = waiting.splice(0, 1);
      const handled = handle(next);
      if (!isCell(next)) continue;
      isRunning = true;
      void handled.then(() => {
        isRunning = false;
        pump();
      });
    }
  };

  return {
    add(request) {
      waiting.push(request);
      pump();
    },
    takeCells() {
      const cells = waiting.filter(isCell);
      waiting = waiting.filter((request) => !isCell(request));
      return cells;
    },
  };
}

export function isCell({ header }: Message): boolean {
  return header.msg_type === "execute_request";
}
