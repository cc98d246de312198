import path from "node:path";
import { createCellPlaces } from "./cell-places";
import { FLAG, RAISE, RESUME } from "./check-points";
import { compileOnce } from "./compile-once";
import type { Compiler } from "./compiler";
import { type CellError, describeDiagnostics, describeError, INTERRUPTED, ofTheReader } from "./errors";
import { createExports } from "./exports";
import { INPUT_DECLARATIONS } from "./input";
import type { Interrupts } from "./interrupts";
import type { Modules } from "./modules";
import { type Bundle, bundleOf } from "./result";
import type { Header } from "./wire";

export type Outcome =
  | { readonly status: "ok"; readonly result: Bundle | undefined }
  | { readonly status: "error"; readonly error: CellError };

export interface Executor {
  /** Runs a cell to its end: its last value, or what went wrong. Never throws. */
  execute(cell: Header, code: string, count: number): Promise<Outcome>;
  /** The same for an expression, whose declarations are forgotten. */
  evaluate(cell: Header, code: string, count: number): Promise<Outcome>;
  /** What earlier cells have declared. */
  declarations(): string;
  /** Ends a cell, by its id, unless it may still end by itself. → whether it is still running */
  interrupt(cell: string): boolean;
  /** Ends a cell with an error that nobody awaits. False if that is still to be told. */
  fail(cell: Header, error: unknown): boolean;
  /** An error as a person reads it: with places in the cells, not in what was made of them. */
  describe(error: unknown): CellError;
  /** A text that is printed, with such places in the stacks that it may hold. */
  readable(text: string): string;
}

export interface Tools {
  readonly interrupts: Interrupts;
  readonly modules: Modules;
  /** What every cell finds declared. */
  readonly globals: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly cell: Header;
  readonly code: string;
  readonly count: number;
  readonly isKept: boolean;
  readonly settle: (outcome: Outcome) => void;
}

const CELL = "elbo.cell";
const PREFIX = `(async ({ exports, require, ${FLAG}, ${RAISE}, ${RESUME} }) => {`;
const SUFFIX = `\n})(globalThis[Symbol.for("${CELL}")])`;

/** Runs cells one after the other in the current folder; what one declares the next ones see. */
export function createExecutor(compiler: Compiler, { interrupts, modules, globals }: Tools): Executor {
  const folder = process.cwd();
  const places = createCellPlaces();
  const { exports, beforeCell } = createExports(globals);
  Object.defineProperty(globalThis, Symbol.for(CELL), {
    value: {
      exports,
      require: modules.require,
      [FLAG]: interrupts.flag,
      [RAISE]: interrupts.raise,
      [RESUME]: interrupts.resume,
    },
  });
  let declarations = INPUT_DECLARATIONS;
  let cells = 0;
  let running: Job | undefined;

  const run = async (job: Job): Promise<Outcome> => {
    modules.refresh();
    const previous = declarations;
    const {
      output = "",
      declOutput,
      diagnostics,
      lastExpressionVar,
    } = interrupts.protect(() => compiler.convert(previous, job.code, job.isKept ? "cell" : "expression"));
    if (diagnostics.length > 0) return { status: "error", error: describeDiagnostics(diagnostics, job.code) };
    cells += 1;
    const file = path.join(folder, `[${cells}]`);
    places.add(file, { count: job.count, output, placeOf: compiler.sourcePlaces() });
    const script = compileOnce(`${PREFIX}${beforeCell(output)}${SUFFIX}`, {
      filename: file,
      columnOffset: -PREFIX.length,
    });
    await modules.load(output);
    // An interrupt that came while the compiler held the thread.
    await turn();
    if (running !== job) return INTERRUPTION;
    // Before it runs: what it declares up to an error is kept.
    if (job.isKept) declarations = declOutput ?? "";
    await script.runInThisContext();
    let result: Bundle | undefined;
    if (lastExpressionVar) {
      const value = await exports[lastExpressionVar];
      delete exports[lastExpressionVar];
      result = await bundleOf(value);
    }
    // A rejection that nobody awaits is known only after the microtasks.
    await turn();
    return { status: "ok", result };
  };

  const describe = (error: unknown): CellError => {
    const { traceback, ...rest } = describeError(error);
    return { ...rest, traceback: places.translate(traceback) };
  };

  const readable = (text: string) =>
    text.replaceAll(PRINTED_FRAME, (frame) =>
      places
        .translate(ofTheReader([frame.slice(1)]))
        .map((line) => `\n${line}`)
        .join(""),
    );

  // Whatever a cell throws when it has been interrupted, as the end of a child that the signal reached too, is of that.
  const failureOf = (error: unknown): Outcome =>
    interrupts.flag[0] ? INTERRUPTION : { status: "error", error: describe(error) };

  const start = (cell: Header, code: string, options: Pick<Job, "count" | "isKept">) =>
    new Promise<Outcome>((resolve) => {
      const settle = (outcome: Outcome) => {
        if (running === job) running = undefined;
        if (outcome === INTERRUPTION) interrupts.bury(job);
        // The end of code on the stack also takes the microtasks that wait, but no immediate.
        interrupts.outlive(() => setImmediate(resolve, outcome));
      };
      const job: Job = { cell, code, ...options, settle };
      running = job;
      // On a stack of its own, which an interrupt can take away without the promise that is returned.
      setImmediate(() => {
        interrupts.run(job, () => {
          run(job).then(settle, (error) => settle(failureOf(error)));
        });
      });
    });

  return {
    execute: (cell, code, count) => start(cell, code, { count, isKept: true }),
    evaluate: (cell, code, count) => start(cell, code, { count, isKept: false }),
    declarations: () => declarations,
    interrupt(cell) {
      if (running?.cell.msg_id !== cell) {
        interrupts.forget();
        return false;
      }
      if (!interrupts.request()) return true;
      running.settle(INTERRUPTION);
      return false;
    },
    fail(cell, error) {
      // What an interrupted cell left behind ends so too.
      if (running?.cell !== cell) return error === interrupts.interruption;
      running.settle(failureOf(error));
      return true;
    },
    describe,
    readable,
  };
}

/** A line of a stack, without what `inspect` may put behind its last one. */
const PRINTED_FRAME = /\n +at [^\n]*?(?=(?: \{|,| \])?(?:\n|$))/g;
const INTERRUPTION: Outcome = { status: "error", error: INTERRUPTED };

/** Lets every order and every rejection that has come be handled. */
async function turn(): Promise<void> {
  await new Promise(setImmediate);
  await new Promise(setImmediate);
}
