import { AsyncLocalStorage } from "node:async_hooks";
import { describeError } from "./errors";
import type { Executor } from "./executor";
import type { Interrupts } from "./interrupts";
import type { Header, Json } from "./wire";

/** Sends a message about a cell to everyone who listens. */
export type Publish = (type: string, content: Json, cell: Header) => void;

/** What `src/notebook` finds under `Symbol.for("elbo.display")`: its way to a cell's outputs. */
export interface DisplayDoor {
  display(content: Json): void;
  update(content: Json): void;
  clear(wait?: boolean): void;
  /** Calls back when the cell that is running ends, before its reply is sent. The same function is called once. */
  atEnd(callback: () => void): void;
}

export interface Outputs {
  /** Runs a body whose output, early or late, belongs to a cell; ends with what asked to be called at its end. */
  within<T>(cell: Header, body: () => Promise<T>): Promise<T>;
  /** The cell that the running code belongs to, or else the last one that ran. */
  cell(): Header | undefined;
  /** Sends what was printed and not yet sent. */
  flush(): void;
}

const FLUSH_MILLISECONDS = 50;
const FLUSH_CHARACTERS = 65536;
/** More than any reader wants: a loop that prints and never lets go of the thread would take all memory. */
const MAX_CHARACTERS = 10e6;

/** Leads everything that this process prints or displays to `publish`, in the order in which it was made. */
export function captureOutputs(
  publish: Publish,
  { postpone }: Pick<Interrupts, "postpone">,
  { readable }: Pick<Executor, "readable">,
): Outputs {
  const cells = new AsyncLocalStorage<Header>();
  let lastCell: Header | undefined;
  const cell = () => cells.getStore() ?? lastCell;

  let printed: { name: string; text: string; cell: Header } | undefined;
  let flushed = 0;
  const flush = () => {
    if (!printed) return;
    publish("stream", { name: printed.name, text: printed.text }, printed.cell);
    printed = undefined;
    flushed = Date.now();
  };
  const charactersOf = new WeakMap<Header, number>();
  const print = (name: string, text: string) => {
    const owner = cell();
    if (!owner || text === "") return;
    const characters = charactersOf.get(owner) ?? 0;
    if (characters > MAX_CHARACTERS) return;
    charactersOf.set(owner, characters + text.length);
    if (characters + text.length > MAX_CHARACTERS) text = "\n[the rest of what this cell prints is left out]\n";
    if (printed?.name !== name || printed.cell !== owner) {
      flush();
      printed = { name, text: "", cell: owner };
      setTimeout(flush, FLUSH_MILLISECONDS).unref();
    }
    printed.text += text;
    // Not only by the timer, which a cell that never lets go of the thread starves.
    if (printed.text.length > FLUSH_CHARACTERS || Date.now() - flushed > FLUSH_MILLISECONDS) flush();
  };
  for (const name of ["stdout", "stderr"] as const) {
    process[name].write = writeInto((text) => postpone(() => print(name, readable(text))));
  }

  const endings = new Map<Header | undefined, Set<() => void>>();
  const end = (owner: Header) => {
    for (const callback of endings.get(owner) ?? []) {
      try {
        callback();
      } catch (error) {
        emit("error", { ...describeError(error) });
      }
    }
    endings.delete(owner);
    flush();
  };

  const emit = (type: string, content: Json) => {
    const owner = cell();
    if (!owner) return;
    postpone(() => {
      flush();
      publish(type, content, owner);
    });
  };
  const door: DisplayDoor = {
    display: ({ data, metadata = {}, transient = {} }) => emit("display_data", { data, metadata, transient }),
    update: ({ data, metadata = {}, transient = {} }) => emit("update_display_data", { data, metadata, transient }),
    clear: (wait = false) => emit("clear_output", { wait }),
    atEnd: (callback) => void endings.get(cell())?.add(callback),
  };
  Object.defineProperty(globalThis, Symbol.for("elbo.display"), { value: door });

  return {
    cell,
    flush,
    within(owner, body) {
      lastCell = owner;
      // The first line of a cell goes out at once.
      flushed = 0;
      endings.set(owner, new Set());
      return cells.run(owner, () => body().finally(() => end(owner)));
    },
  };
}

/** A stand-in for `write` of a standard stream. */
function writeInto(print: (text: string) => void): typeof process.stdout.write {
  return (chunk: string | Uint8Array, ...rest: unknown[]) => {
    const encoding = typeof rest[0] === "string" ? (rest[0] as BufferEncoding) : "utf8";
    print(typeof chunk === "string" ? chunk : Buffer.from(chunk).toString(encoding));
    const done = rest.findLast((argument) => typeof argument === "function");
    // At once: `console` hands one over with each line, and a loop that never lets go of the thread would pile them up.
    if (typeof done === "function") done();
    return true;
  };
}
