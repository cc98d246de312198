import { inspect, types } from "node:util";
import { typedArrayText } from "./array";
import { libraryLine, libraryText, modelData } from "./library";

const MOST_CHARACTERS = 20_000;
const MOST_ENTRIES_SEARCHED = 1000;
const LIMITS = { depth: 4, maxArrayLength: 40, maxStringLength: 5000 };
const FRAME = /\n +(at |\.\.\. \d+ lines matching )[^\n]*?(?=( \{|,| \])?(\n|$))/g;

/** A value as text, cut where nobody would read on. */
export function textOf(value: unknown): string {
  const text = libraryText(value) ?? inspected(value);
  const data = modelData(value);
  return cut(data ? `${text}\n${inspected(data)}` : text);
}

function inspected(value: unknown): string {
  const text = inspect(readable(value, LIMITS.depth, new Map()), LIMITS);
  // The stack of an error that is a value, and not thrown, is the kernel's.
  return text.replaceAll(FRAME, "");
}

/** The same value with each tensor, distribution and typed array in it as something that `inspect` shows in one line. */
function readable(value: unknown, depth: number, seen: Map<unknown, unknown>): unknown {
  if (typeof value !== "object" || value === null || types.isProxy(value)) return value;
  if (ArrayBuffer.isView(value) && !Buffer.isBuffer(value) && "length" in value) {
    return shownAs(typedArrayText(value as unknown as ArrayLike<number> & object));
  }
  const line = libraryLine(value);
  if (line !== undefined) return shownAs(line);
  if (seen.has(value)) return seen.get(value);
  if (depth < 0 || !isPlain(value)) return value;
  const copy: object = Array.isArray(value) ? [] : {};
  seen.set(value, copy);
  for (const [name, member] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
    const shown = "value" in member ? { ...member, value: readable(member.value, depth - 1, seen) } : member;
    Object.defineProperty(copy, name, shown);
  }
  return copy;
}

function shownAs(text: string): object {
  return { [inspect.custom]: () => text };
}

function isPlain(value: object): boolean {
  if (Array.isArray(value)) return value.length <= MOST_ENTRIES_SEARCHED;
  return Object.getPrototypeOf(value) === Object.prototype && Object.getOwnPropertySymbols(value).length === 0;
}

function cut(text: string): string {
  const left = text.length - MOST_CHARACTERS;
  return left > 0 ? `${text.slice(0, MOST_CHARACTERS)}… ${left} more characters` : text;
}
