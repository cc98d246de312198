import { createRequire } from "node:module";
import path from "node:path";
import { Script } from "node:vm";
import type { Compiler } from "./compiler";
import { type CellError, describeDiagnostics, describeError, interrupted } from "./errors";
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
}

const CELL = Symbol.for("elbo.cell");

/** Runs cells one after the other in the current folder; what one declares the next ones see. */
export function createExecutor(compiler: Compiler): Executor {
  const exports = createExports();
  const folder = process.cwd();
  Object.defineProperty(globalThis, CELL, {
    value: { exports, require: createRequire(path.join(folder, "cell.ts")) },
  });
  let declarations = "";
  let running: { readonly cell: Header; readonly reject: (reason: unknown) => void } | undefined;
  const INTERRUPT = new Error("interrupted");

  const run = async (cell: Header, code: string, file: string): Promise<Outcome> => {
    const { output, declOutput, diagnostics, lastExpressionVar } = compiler.convert(declarations, code);
    if (diagnostics.length > 0) return { status: "error", error: describeDiagnostics(diagnostics, code) };
    // On the first line, so that the lines of a stack are those of the output.
    const wrapped = `(async ({ exports, require }) => {${output ?? ""}\n})(globalThis[Symbol.for("elbo.cell")])`;
    const failed = new Promise<never>((_, reject) => {
      running = { cell, reject };
    });
    failed.catch(() => {});
    await Promise.race([new Script(wrapped, { filename: file }).runInThisContext({ breakOnSigint: true }), failed]);
    let result: Bundle | undefined;
    if (lastExpressionVar) {
      const value = await Promise.race([exports[lastExpressionVar], failed]);
      delete exports[lastExpressionVar];
      result = await Promise.race([bundleOf(value), failed]);
    }
    // A rejection that nobody awaits is known after the microtasks.
    await Promise.race([new Promise(setImmediate), failed]);
    declarations = declOutput ?? "";
    return { status: "ok", result };
  };

  return {
    async execute(cell, code, count) {
      const file = path.join(folder, `cell-${count}.ts`);
      try {
        return await run(cell, code, file);
      } catch (error) {
        return { status: "error", error: error === INTERRUPT ? interrupted() : describeError(error, file) };
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
  };
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
