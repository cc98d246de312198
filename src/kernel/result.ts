import { inspect } from "node:util";
import type { Json } from "./wire";

/** One value in several MIME types. */
export interface Bundle {
  readonly data: Json;
  readonly metadata: Json;
}

const MIMEBUNDLE = Symbol.for("elbo.mimebundle");

/** What a front end shows of a cell's last value: its own bundle if it has one, else its text; nothing of undefined. */
export async function bundleOf(value: unknown): Promise<Bundle | undefined> {
  if (value === undefined) return undefined;
  const own = (value as { [MIMEBUNDLE]?: unknown } | null)?.[MIMEBUNDLE];
  if (typeof own !== "function") return { data: { "text/plain": inspect(value) }, metadata: {} };
  const { data, metadata = {} } = await own.call(value);
  return { data, metadata };
}
