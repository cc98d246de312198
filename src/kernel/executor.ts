import { createRequire } from "node:module";
import path from "node:path";
import { Script } from "node:vm";
import { createCellPlaces } from "./cell-places";
import type { Compiler } from "./compiler";
import { type CellError, describeDiagnostics, describeError, INTERRUPTED } from "./errors";
import { type Bundle, bundleOf } from "./result";
import type { Header } from "./wire";

export type Outcome =
  | { readonly status: "ok"; readonly result: Bundle | undefined }
  | { readonly status: "error"; readonly error: CellError };

export interface Executor {
  /** Runs a cell to its end: its last value, or what went wrong. Never throws. */
  execute(cell: Header, code: string, count: number): Promise<Outcome>;
  /** What earlier cells have declared. */
  declarations(): string;
  /** Ends the cell that is waiting for a promise; a loop that holds the thread is ended by SIGINT itself. */
  interrupt(): void;
  /** Ends a cell with an error that nobody awaits. False if it is not the one that runs. */
  fail(cell: Header, error: unknown): boolean;
  /** An error as a person reads it: with places in the cells, not in what was made of them. */
  describe(error: unknown): CellError;
}

const CELL = Symbol.for("elbo.cell");
const PREFIX = `(async ({ exports, require }) => {`;
const SUFFIX = `\n})(globalThis[Symbol.for("elbo.cell")])`;

/** Runs cells one after the other in the current folder; what one declares the next ones see. */
export function createExecutor(compiler: Compiler): Executor {
  const folder = process.cwd();
  const fileOf = (count: number) => path.join(folder, `[${count}]`);
  const places = createCellPlaces();
  const exports = createExports();
  Object.defineProperty(globalThis, CELL, { value: { exports, require: createRequire(fileOf(0)) } });
  const INTERRUPT = new Error("interrupted");
  let declarations = "";
  let running: { readonly cell: Header; readonly reject: (reason: unknown) => void } | undefined;

  const run = async (cell: Header, code: string, file: string): Promise<Outcome> => {
    const failed = new Promise<never>((_, reject) => {
      running = { cell, reject };
    });
    failed.catch(() => {});
    const orFailed = <T>(value: T) => Promise.race([value, failed]);

    const { output = "", declOutput = "", diagnostics, lastExpressionVar } = compiler.convert(declarations, code);
    if (diagnostics.length > 0) return { status: "error", error: describeDiagnostics(diagnostics, code) };
    places.add(file, output, compiler.sourcePlaces());
    const script = new Script(`${PREFIX}${output}${SUFFIX}`, { filename: file, columnOffset: -PREFIX.length });
    // An interrupt that came while the compiler held the thread.
    await orFailed(turn());
    await orFailed(script.runInThisContext({ breakOnSigint: true }));
    let result: Bundle | undefined;
    if (lastExpressionVar) {
      const value = await orFailed(exports[lastExpressionVar]);
      delete exports[lastExpressionVar];
      result = await orFailed(bundleOf(value));
    }
    // A rejection that nobody awaits is known only after the microtasks.
    await orFailed(turn());
    declarations = declOutput;
    return { status: "ok", result };
  };

  const describe = (error: unknown): CellError => {
    if (error === INTERRUPT) return INTERRUPTED;
    const { traceback, ...rest } = describeError(error);
    return { ...rest, traceback: places.translate(traceback) };
  };

  return {
    async execute(cell, code, count) {
      try {
        return await run(cell, code, fileOf(count));
      } catch (error) {
        return { status: "error", error: describe(error) };
      } finally {
        running = undefined;
      }
    },
    declarations: () => declarations,
    interrupt: () => running?.reject(INTERRUPT),
    fail(cell, error) {
      if (running?.cell !== cell) return false;
      running.reject(error);
      return true;
    },
    describe,
  };
}

/** Lets every signal and every rejection that has come be handled. */
async function turn(): Promise<void> {
  await new Promise(setImmediate);
  await new Promise(setImmediate);
}

/** What cells have exported. A named import is defined as a getter; a later cell must be able to assign its name. */
function createExports(): Record<string, unknown> {
  return new Proxy<Record<string, unknown>>(
    {},
    {
      defineProperty(target, name, { get, value }) {
        if (name !== "__esModule") target[name as string] = get ? get() : value;
        return true;
      },
    },
  );
}
