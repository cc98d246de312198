import { formatNumber } from "./format";

/** What a student's function may answer: a number, or arrays and records of numbers. */
export type Answer = number | object;

/** A wrong answer that a known mistake would give, and the hint that mends it. */
export interface Mistake {
  readonly value: Answer;
  readonly hint: string;
}

/** One thing asked of a student's function: a value within a tolerance, or a property that must hold. */
export type Question =
  | {
      readonly call: string;
      readonly got: unknown;
      readonly expected: Answer;
      /** Largest difference of a right answer from `expected`, number by number. */
      readonly tolerance: number;
      readonly mistakes?: readonly Mistake[];
      /** For a wrong answer of the right kind that none of the mistakes gives. */
      readonly hint?: string;
    }
  | { readonly claim: string; readonly holds: boolean; readonly hint?: string };

/** In words, why the answer to a question is not right, with the hint of every mistake that gives it; undefined if it is. */
export function failureOf(question: Question): string | undefined {
  if ("claim" in question) {
    return question.holds ? undefined : withHint(`It should hold that ${question.claim}.`, question.hint);
  }
  const { call, got, expected, tolerance, mistakes = [], hint: otherwise } = question;
  const difference = distance(got, expected);
  if (difference <= tolerance) return undefined;
  const hints = new Set(mistakes.filter(({ value }) => distance(got, value) <= tolerance).map(({ hint }) => hint));
  const wanted = `expected ${written(expected, tolerance)}${tolerance > 0 ? ` ± ${formatNumber(tolerance)}` : ""}`;
  return withHint(
    `${call} gave ${written(got, tolerance)}, ${wanted}.`,
    hints.size > 0 ? [...hints].join(" Or: ") : (shapeHint(got, difference, expected) ?? otherwise),
  );
}

function withHint(fault: string, hint: string | undefined): string {
  return hint === undefined ? fault : `${fault}\nHint: ${hint}`;
}

/** Why no difference could be taken: the answer is of another kind than the expected one. */
function shapeHint(got: unknown, difference: number, expected: Answer): string | undefined {
  if (!Number.isNaN(difference)) return undefined;
  if (typeof expected === "number") return notFinite(got) ?? "the answer is one finite number.";
  if (Array.isArray(expected)) return `the answer is an array of ${expected.length}, of finite numbers throughout.`;
  return `the answer is a record of ${Object.keys(expected).join(", ")}, of finite numbers throughout.`;
}

/** What most likely went wrong where a number is not finite. */
function notFinite(got: unknown): string | undefined {
  if (got === Number.NEGATIVE_INFINITY)
    return "−∞ is the log of 0: something too small for a number. Stay with logarithms.";
  if (got === Number.POSITIVE_INFINITY) return "∞ is something too large for a number: stay with logarithms.";
  if (Number.isNaN(got)) return "NaN comes of 0 · log 0, or of 0/0 or ∞/∞ where logarithms would have held.";
  return undefined;
}

/** The largest difference, number by number; NaN where the two differ in shape or a number is not finite. */
function distance(got: unknown, expected: Answer): number {
  if (typeof expected === "number") {
    return typeof got === "number" && Number.isFinite(got) ? Math.abs(got - expected) : Number.NaN;
  }
  const wanted = entriesOf(expected);
  const given = entriesOf(got);
  if (wanted === undefined || given?.length !== wanted.length) return Number.NaN;
  const byName = new Map(given);
  return wanted.reduce((worst, [name, value]) => {
    const difference = distance(byName.get(name), value as Answer);
    return Number.isNaN(worst) || Number.isNaN(difference) ? Number.NaN : Math.max(worst, difference);
  }, 0);
}

function entriesOf(value: unknown): [string, unknown][] | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  return Array.isArray(value) || ArrayBuffer.isView(value)
    ? Array.from(value as ArrayLike<unknown>, (entry, i) => [String(i), entry])
    : Object.entries(value);
}

const SHOWN = 6;

function written(value: unknown, tolerance: number): string {
  if (typeof value === "number") return formatNumber(value, tolerance);
  const entries = entriesOf(value);
  if (entries === undefined)
    return value === undefined ? "nothing" : (JSON.stringify(value)?.slice(0, 60) ?? typeof value);
  const isList = Array.isArray(value) || ArrayBuffer.isView(value);
  const shown = entries.slice(0, SHOWN).map(([name, entry]) => {
    const text = written(entry, tolerance);
    return isList ? text : `${name}: ${text}`;
  });
  if (entries.length > SHOWN) shown.push(`… ${entries.length - SHOWN} more`);
  return isList ? `[${shown.join(", ")}]` : `{ ${shown.join(", ")} }`;
}
