/** A message of Protocol Buffers under way: its fields one after another. */
export type Field = Uint8Array;

/** A whole number, a boolean or an enum; a negative one as its two's complement of 64 bits. */
export function varintField(number: number, value: number | boolean): Field {
  return Uint8Array.from([...varint(number << 3), ...varint(Number(value))]);
}

/** A float of 32 bits. */
export function floatField(number: number, value: number): Field {
  return concatenate([Uint8Array.from(varint((number << 3) | 5)), bytesOf(Float32Array.of(value))]);
}

/** Text, bytes or a message. */
export function bytesField(number: number, value: string | Uint8Array | readonly Field[]): Field {
  const bytes =
    typeof value === "string" ? Buffer.from(value) : value instanceof Uint8Array ? value : concatenate(value);
  return concatenate([Uint8Array.from([...varint((number << 3) | 2), ...varint(bytes.length)]), bytes]);
}

export function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}

/** The bytes of an array of numbers, not copied. */
export function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return [...bytes, Number(rest)];
}
