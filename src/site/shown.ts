/** One output of a cell as a page needs it: texts are strings. */
export type Shown =
  | { readonly type: "stream"; readonly name: string; readonly text: string }
  | { readonly type: "error"; readonly text: string }
  | { readonly type: "display"; readonly data: JsonRecord; readonly metadata: JsonRecord };

export type JsonRecord = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const recordOf = (value: unknown): JsonRecord => (isRecord(value) ? value : {});

/** The text of a notebook's string, which may come as a list of lines; empty if it is neither. */
export const textOf = (value: unknown): string =>
  typeof value === "string" ? value : Array.isArray(value) ? value.map(textOf).join("") : "";
