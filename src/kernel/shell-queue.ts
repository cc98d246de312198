import type { Message } from "./wire";

/** The requests that wait for a cell to end. */
export interface ShellQueue {
  /** Handles a request now, or when the cells that came before it have ended. */
  add(request: Message): void;
  /** Takes out the cells that wait. */
  takeCells(): readonly Message[];
  /** Resolves when the cells that were added have been handled. */
  settled(): Promise<void>;
}

/**
 * Cells run one after the other. A question about code is handed on while a cell runs, since one that awaits leaves time for
 * it; but behind a cell that waits it waits too, for that may declare what it is about.
 */
export function createShellQueue(handle: (request: Message) => Promise<void>): ShellQueue {
  let waiting: Message[] = [];
  let running: Promise<void> | undefined;

  const pump = () => {
    while (waiting.length > 0 && !(running && isCell(waiting[0]))) {
      const [next] = waiting.splice(0, 1);
      const handled = handle(next);
      if (!isCell(next)) continue;
      running = handled.then(() => {
        running = undefined;
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
    async settled() {
      while (running) await running;
    },
  };
}

export function isCell({ header }: Message): boolean {
  return header.msg_type === "execute_request";
}
