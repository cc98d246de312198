import type { Json } from "./wire";

/** What was run in this session, and what came of it. */
export interface History {
  add(line: number, input: string): void;
  /** The text of a line's result. */
  setOutput(line: number, output: string): void;
  /** The content of a `history_reply`. */
  answer(request: Json): Json;
}

interface Entry {
  readonly line: number;
  readonly input: string;
  output: string | null;
}

const SESSION = 1;

export function createHistory(): History {
  const entries: Entry[] = [];
  return {
    add: (line, input) => void entries.push({ line, input, output: null }),
    setOutput(line, output) {
      const entry = entries.findLast((made) => made.line === line);
      if (entry) entry.output = output;
    },
    answer(request) {
      const found = select(entries, request as unknown as HistoryRequest);
      const shown = ({ input, output }: Entry) => (request.output === true ? [input, output] : input);
      return { status: "ok", history: found.map((entry) => [SESSION, entry.line, shown(entry)]) };
    },
  };
}

interface HistoryRequest {
  readonly hist_access_type: "tail" | "range" | "search";
  readonly n?: number | null;
  /** 0 is this session, and so is -0; there are no others to be had. */
  readonly session?: number;
  readonly start?: number;
  readonly stop?: number | null;
  readonly pattern?: string;
  readonly unique?: boolean;
}

function select(entries: readonly Entry[], request: HistoryRequest): readonly Entry[] {
  const { hist_access_type, n, session = 0, start = 0, stop, pattern = "*", unique = false } = request;
  switch (hist_access_type) {
    case "range":
      if (session !== 0 && session !== SESSION) return [];
      return entries.filter(({ line }) => line >= start && line < (stop ?? Number.POSITIVE_INFINITY));
    case "search": {
      const matching = entries.filter(({ input }) => globOf(pattern).test(input));
      return last(unique ? lastOfEach(matching) : matching, n);
    }
    default:
      return last(entries, n);
  }
}

function last<T>(items: readonly T[], n: number | null | undefined): readonly T[] {
  return typeof n === "number" ? items.slice(Math.max(0, items.length - n)) : items;
}

function lastOfEach(entries: readonly Entry[]): readonly Entry[] {
  const lines = new Map(entries.map(({ input, line }) => [input, line]));
  return entries.filter(({ input, line }) => lines.get(input) === line);
}

/** A pattern of a whole text in which `*` is any text and `?` any character. */
function globOf(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "su");
}
