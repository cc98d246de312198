/** What a person typed that no command understands. */
export class UsageError extends Error {}

/** Whether help is asked for before `--`; what follows it is for another program. */
export function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return args.slice(0, end < 0 ? args.length : end).some((arg) => arg === "--help" || arg === "-h");
}

/** Parses arguments, and words what it does not understand as a fault of who typed them. */
export function understood<T>(parsed: () => T): T {
  try {
    return parsed();
  } catch (error) {
    throw new UsageError((error as Error).message.split(". ")[0]);
  }
}

interface Range {
  readonly whole?: boolean;
  readonly atLeast: number;
  readonly atMost?: number;
}

export function numberOf(
  option: string,
  text: string,
  { whole = false, atLeast, atMost = Number.MAX_VALUE }: Range,
): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (value >= atLeast && value <= atMost && (!whole || Number.isInteger(value))) return value;
  const upTo = atMost === Number.MAX_VALUE ? "" : ` and at most ${atMost}`;
  throw new UsageError(`${option} needs a ${whole ? "whole " : ""}number of at least ${atLeast}${upTo}, got ${text}`);
}
