import { Gunzip } from "fflate";

export const constants = { Z_SYNC_FLUSH: 2 };

interface Limits {
  /** Given where the bytes may be the beginning of a file. */
  readonly finishFlush?: number;
  readonly maxOutputLength?: number;
}

/** Node's function of this name, in a browser. */
export function gunzipSync(
  bytes: Uint8Array,
  { finishFlush, maxOutputLength = Number.POSITIVE_INFINITY }: Limits,
): Uint8Array {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const stream = new Gunzip((chunk) => {
    length += chunk.length;
    if (length > maxOutputLength) throw Object.assign(new Error("too large"), { code: "ERR_BUFFER_TOO_LARGE" });
    chunks.push(chunk);
  });
  stream.push(bytes, finishFlush === undefined);
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
