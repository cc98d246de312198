import { joined, type Notebook } from "./notebook";

/** A notebook's text as Jupyter writes it: texts as lines, members sorted, indent of one, a final newline. */
export function formatNotebook({ cells, ...rest }: Notebook): string {
  const split = cells.map((cell) => ({
    ...cell,
    source: linesOf(joined(cell.source)),
    ...("outputs" in cell && { outputs: (cell.outputs as Json[]).map(splitOutput) }),
  }));
  return `${JSON.stringify(sorted({ ...rest, cells: split } as unknown as Json), undefined, 1)}\n`;
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

function splitOutput(output: Json): Json {
  const { text, data, ...rest } = output as {
    text?: string | string[];
    data?: Record<string, Json>;
    [name: string]: Json | undefined;
  };
  return {
    ...rest,
    ...(text !== undefined && { text: linesOf(joined(text)) }),
    ...(data && {
      data: Object.fromEntries(Object.entries(data).map(([type, value]) => [type, splitData(type, value)])),
    }),
  } as Json;
}

function splitData(type: string, value: Json): Json {
  if (/^application\/(.*\+)?json$/.test(type)) return value;
  const text = joined(value as string | string[]);
  return /^text\/|^application\/javascript$|^image\/svg\+xml$/.test(type) ? linesOf(text) : text;
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value as { [name: string]: Json });
  return Object.fromEntries(
    members.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => [name, sorted(member)]),
  );
}
