import { type Packed, pack, unpack } from "./transfer";

/** The type under which a kernel hands over an answer. */
export const ANSWER = "application/vnd.elbo.answer+json";

/** What a student's function answered to the question of this number, or the message of what it threw. */
export interface Answered {
  readonly question: string;
  readonly value?: Packed;
  readonly fault?: string;
}

/**
 * Asks a student's function, in the kernel where it lives; without arguments, for a value itself.
 * → what the kernel hands over as the cell's result
 */
export async function answer(question: string, asked: unknown, args?: string): Promise<object> {
  const answered = await answeredBy(asked, args).then(
    (value): Answered => ({ question, value }),
    (error): Answered => ({ question, fault: error instanceof Error ? faultOf(error, asked) : String(error) }),
  );
  return { [Symbol.for("elbo.mimebundle")]: () => ({ data: { [ANSWER]: answered } }) };
}

/** A function's frame in a cell; what cells share is called through a proxy. */
const FRAME_IN_CELL = /^ *at (?:async )?(?:Proxy\.)?(\w+) \([^\s(]*\[\d+\]:\d+:\d+\)/m;

/** What was thrown; and by which function, where the one that was asked called another. */
function faultOf({ message, stack }: Error, asked: unknown): string {
  const thrower = FRAME_IN_CELL.exec(String(stack))?.[1];
  const isOwn = thrower === undefined || (typeof asked === "function" && thrower === asked.name);
  return isOwn ? message : `${thrower}: ${message}`;
}

async function answeredBy(asked: unknown, args: string | undefined): Promise<Packed> {
  if (args === undefined) return packed(await asked);
  if (typeof asked !== "function") throw new Error("it is no function");
  const call = asked as (...args: unknown[]) => unknown;
  return packed(await call(...(unpack(JSON.parse(args)) as unknown[])));
}

function packed(value: unknown): Packed {
  try {
    return pack(value);
  } catch (error) {
    throw new Error(`the answer needs to be numbers, but ${(error as Error).message}`);
  }
}
