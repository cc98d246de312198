import type { MimeBundle } from "../notebook/display";
import { chartOf } from "./reprs/chart";
import { tableOf } from "./reprs/table";
import { textOf } from "./reprs/text";
import type { Json } from "./wire";

/** One value in several MIME types. */
export interface Bundle {
  readonly data: Json;
  readonly metadata: Json;
}

const MIMEBUNDLE = Symbol.for("elbo.mimebundle");

/**
 * What a front end shows of a cell's last value: its own bundle if it has one, else a chart, a table or its text; nothing
 * of undefined. @throws what the value's own bundle throws.
 */
export async function bundleOf(value: unknown): Promise<Bundle | undefined> {
  if (value === undefined) return undefined;
  const own = (value as { [MIMEBUNDLE]?: unknown } | null)?.[MIMEBUNDLE];
  const { data, metadata = {} } = typeof own === "function" ? await own.call(value) : ofItsForm(value);
  return { data, metadata };
}

function ofItsForm(value: unknown): MimeBundle {
  return chartOf(value) ?? tableOf(value) ?? { data: { "text/plain": textOf(value) } };
}
