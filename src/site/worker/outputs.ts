import { format } from "node:util";
import type { JsonRecord, Shown } from "../shown";
import type { Word } from "./messages";

export interface Outputs {
  /** What is shown from here on is of this cell. */
  begin(count: number): void;
  show(shown: Shown): void;
  /** Calls what waits for the end of the cell, and sends what was printed. */
  end(): void;
}

const MAX_CHARACTERS = 1e6;
const FLUSH_MILLISECONDS = 50;

interface Displayed {
  readonly data: JsonRecord;
  readonly metadata?: JsonRecord;
  readonly transient?: { readonly display_id?: string };
}

/** Leads what cells print and display to the page, in the order in which it was made. */
export function captureOutputs(say: (word: Word) => void): Outputs {
  let count = 0;
  let characters = 0;
  let printed: { name: string; text: string; since: number } | undefined;
  const endings = new Set<() => void>();

  const flush = (): void => {
    const waiting = printed;
    printed = undefined;
    if (waiting) say({ word: "show", count, output: { shown: { type: "stream", ...waiting } } });
  };
  const print = (name: string, text: string): void => {
    if (characters > MAX_CHARACTERS) return;
    characters += text.length;
    if (characters > MAX_CHARACTERS) text = "[the rest of what this cell prints is left out]\n";
    if (printed?.name !== name) flush();
    if (!printed) {
      printed = { name, text: "", since: performance.now() };
      setTimeout(flush, FLUSH_MILLISECONDS);
    }
    printed.text += text;
    // not only by the timer, which a cell that never lets go of the thread starves
    if (performance.now() - printed.since > FLUSH_MILLISECONDS) flush();
  };
  for (const [name, methods] of [
    ["stdout", ["log", "info", "debug"]],
    ["stderr", ["error", "warn"]],
  ] as const) {
    for (const method of methods) console[method] = (...values) => print(name, `${format(...values)}\n`);
  }

  const emit = (word: "show" | "update", { data, metadata = {}, transient }: Displayed): void => {
    flush();
    say({ word, count, output: { shown: { type: "display", data, metadata }, id: transient?.display_id } });
  };
  const door = {
    display: (displayed: Displayed) => emit("show", displayed),
    update: (displayed: Displayed) => emit("update", displayed),
    clear(wait = false) {
      flush();
      say({ word: "clear", count, wait });
    },
    atEnd: (callback: () => void) => void endings.add(callback),
  };
  Object.defineProperty(globalThis, Symbol.for("elbo.display"), { value: door });

  const show = (shown: Shown): void => {
    flush();
    say({ word: "show", count, output: { shown } });
  };
  return {
    begin(next) {
      count = next;
      characters = 0;
      endings.clear();
    },
    show,
    end() {
      for (const callback of endings) callback();
      endings.clear();
      flush();
    },
  };
}
