import { type Shape, sizeOf } from "./shapes";

/** Named arrays of float32, and text beside them. */
export interface Snapshot {
  readonly tensors: Readonly<Record<string, { readonly shape: Shape; readonly values: Float32Array }>>;
  readonly metadata: Readonly<Record<string, string>>;
}

interface Entry {
  readonly dtype: string;
  readonly shape: Shape;
  readonly data_offsets: readonly [number, number];
}

/**
 * The snapshot in the safetensors format: the length of a JSON header in 8 bytes, the header, and all numbers after it.
 * Little-endian, as every machine that Node runs on.
 */
export function toSafetensors({ tensors, metadata }: Snapshot): Uint8Array {
  const header: Record<string, Entry | Snapshot["metadata"]> = { __metadata__: metadata };
  let end = 0;
  for (const [name, { shape, values }] of Object.entries(tensors)) {
    header[name] = { dtype: "F32", shape, data_offsets: [end, end + values.byteLength] };
    end += values.byteLength;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const start = 8 * Math.ceil((8 + json.length) / 8); // the numbers are aligned; the header ends in spaces
  const bytes = new Uint8Array(start + end).fill(32, 8 + json.length, start);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(start - 8), true);
  bytes.set(json, 8);
  let at = start;
  for (const { values } of Object.values(tensors)) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}

/** The snapshot in these bytes. @throws where they are not whole, or not of the format, or hold numbers other than float32. */
export function fromSafetensors(name: string, bytes: Uint8Array): Snapshot {
  const broken = (got: string) => new Error(`${name} needs to be a whole safetensors file, got ${got}`);
  if (bytes.length < 8) throw broken(`${bytes.length} bytes`);
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > bytes.length - 8) throw broken(`a header of ${length} bytes in a file of ${bytes.length}`);
  const { __metadata__: metadata = {}, ...entries } = parsed(bytes.subarray(8, 8 + length), broken);
  const data = Uint8Array.from(bytes.subarray(8 + length)); // a copy, so that the numbers begin where numbers may
  let end = 0;
  const tensors = Object.entries(entries as Readonly<Record<string, Entry>>).map(([tensor, entry]) => {
    const { dtype, shape, data_offsets: [from, to] = [-1, -1] } = entry;
    if (dtype !== "F32") throw broken(`${tensor} of type ${dtype} rather than F32`);
    if (from !== end || to > data.length || to - from !== 4 * sizeOf(shape)) throw broken(`${tensor} out of place`);
    end = to;
    return [tensor, { shape, values: new Float32Array(data.buffer, from, sizeOf(shape)) }] as const;
  });
  if (end !== data.length) throw broken(`${data.length} bytes of numbers rather than ${end}`);
  return { tensors: Object.fromEntries(tensors), metadata: metadata as Snapshot["metadata"] };
}

function parsed(json: Uint8Array, broken: (got: string) => Error): Readonly<Record<string, unknown>> {
  try {
    const header: unknown = JSON.parse(new TextDecoder().decode(json));
    if (typeof header === "object" && header !== null && !Array.isArray(header)) return { ...header };
  } catch {
    // said below
  }
  throw broken("a header that is no JSON object");
}
