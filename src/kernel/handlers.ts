import type { Compiler } from "./compiler";
import type { Executor, Outcome } from "./executor";
import type { Handlers } from "./handler";
import type { Interrupts } from "./interrupts";
import type { Outputs, Publish } from "./outputs";
import { infoBundle } from "./quick-info";
import type { Header, Json } from "./wire";

export interface Workers {
  readonly compiler: Compiler;
  readonly executor: Executor;
  readonly outputs: Outputs;
  readonly publish: Publish;
  readonly interrupts: Interrupts;
}

/** The requests, by type, that take a compiler. */
export function createHandlers({ compiler, executor, outputs, publish, interrupts }: Workers): Handlers {
  const inspect = (code: string, position: number) =>
    interrupts.protect(() => compiler.inspect(executor.declarations(), code, position));

  const evaluate = async (expressions: Readonly<Record<string, string>>, cell: Header, count: number) => {
    const values: [string, Json][] = [];
    for (const [name, code] of Object.entries(expressions)) {
      values.push([name, expressionValue(await executor.evaluate(cell, code, count))]);
    }
    return Object.fromEntries(values);
  };

  return {
    async execute_request(content, cell) {
      const { code, execution_count, user_expressions = {} } = executeOf(content);
      const name = code.match(HELP)?.groups?.name;
      if (name) {
        const info = inspect(name, name.length);
        const data = info ? infoBundle(info, 1) : { "text/plain": `${name} is not known here` };
        const payload = [{ source: "page", data, start: 0 }];
        return { status: "ok", execution_count, payload, user_expressions: {} };
      }
      const outcome = await outputs.within(cell, () => executor.execute(cell, code, execution_count));
      if (outcome.status === "error") {
        publish("error", { ...outcome.error }, cell);
        return { status: "error", execution_count, ...outcome.error };
      }
      if (outcome.result) publish("execute_result", { execution_count, ...outcome.result }, cell);
      const values = await outputs.within(cell, () => evaluate(user_expressions, cell, execution_count));
      return { status: "ok", execution_count, payload: [], user_expressions: values };
    },

    is_complete_request: ({ code }) => ({ ...compiler.completenessOf(code as string) }),

    complete_request(content) {
      const { code, cursor_pos } = content as unknown as CursorRequest;
      const { start, end, candidates, original } = interrupts.protect(() =>
        compiler.complete(executor.declarations(), code, toUtf16(code, cursor_pos)),
      );
      const [cursor_start, cursor_end] = [fromUtf16(code, start), fromUtf16(code, end)];
      const kinds = new Map(original?.entries.map(({ name, kind }) => [name, kind as string]));
      const types = candidates.map((text) => ({ text, type: kinds.get(text), start: cursor_start, end: cursor_end }));
      return {
        status: "ok",
        matches: candidates,
        cursor_start,
        cursor_end,
        metadata: { _jupyter_types_experimental: types },
      };
    },

    inspect_request(content) {
      const { code, cursor_pos, detail_level = 0 } = content as unknown as CursorRequest;
      const info = inspect(code, toUtf16(code, cursor_pos));
      return {
        status: "ok",
        found: info !== undefined,
        data: info ? infoBundle(info, detail_level) : {},
        metadata: {},
      };
    },
  };
}

/** `name?`, `name??` or `?name`, which is no TypeScript, asks what a name is. */
const HELP = /^\s*(?:\?{1,2}\s*)?(?<name>[\p{L}_$][\p{L}\p{N}_$.]*)(?:(?<=\?.*)|\s*\?{1,2})\s*$/u;

/** The content of an `execute_request`, to which the process that owns the sockets has added the count. */
function executeOf(content: Json): ExecuteRequest {
  return content as unknown as ExecuteRequest;
}

interface ExecuteRequest {
  readonly code: string;
  readonly execution_count: number;
  readonly user_expressions?: Readonly<Record<string, string>>;
}

interface CursorRequest {
  readonly code: string;
  readonly cursor_pos: number;
  readonly detail_level?: number;
}

function expressionValue(outcome: Outcome): Json {
  if (outcome.status === "error") return { status: "error", ...outcome.error };
  return { status: "ok", ...(outcome.result ?? { data: { "text/plain": "undefined" }, metadata: {} }) };
}

/** Jupyter counts characters, JavaScript UTF-16 units. */
function toUtf16(code: string, characters: number): number {
  return [...code].slice(0, characters).join("").length;
}

function fromUtf16(code: string, units: number): number {
  return [...code.slice(0, units)].length;
}
