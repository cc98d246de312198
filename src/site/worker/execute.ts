import { bundleOf } from "../../kernel/result";
import type { Shown } from "../shown";
import { CELLS, compileCell, LAST } from "./compile-cell";
import { cellName, describeError, describeSyntaxError } from "./errors";
import type { Order } from "./messages";

/** Runs a cell to its end. → its last value as it is shown, or what went wrong */
export type Execute = (order: Order) => Promise<Shown | undefined>;

type Run = (exports: object, require: (name: string) => unknown) => Promise<void>;

/** Runs cells one after the other; what one declares the next ones see. */
export function createExecute(packages: Readonly<Record<string, unknown>>): Execute {
  const exports: Record<string, unknown> = {};
  const known = new Set<string>();
  const require = (name: string): unknown => {
    if (name === CELLS) return exports;
    if (Object.hasOwn(packages, name)) return packages[name];
    throw new Error(`a page has the packages ${Object.keys(packages).join(", ")}, got an import of "${name}"`);
  };

  return async ({ count, code }) => {
    let run: Run;
    try {
      const { body, names } = compileCell(code, [...known]);
      // the body begins on the first line, so that lines keep their numbers
      // biome-ignore lint/security/noGlobalEval: to run what a reader writes is what the worker is for
      run = globalThis.eval(`(async (exports, require) => {${body}\n})\n//# sourceURL=${cellName(count)}`);
      for (const name of names) known.add(name);
    } catch (error) {
      return { type: "error", text: describeSyntaxError(error, code) };
    }
    try {
      await run(exports, require);
      const value = await exports[LAST];
      const bundle = await bundleOf(value);
      return bundle && { type: "display", ...bundle };
    } catch (error) {
      return { type: "error", text: describeError(error) };
    } finally {
      delete exports[LAST];
    }
  };
}
