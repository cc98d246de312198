/** What is handed over between the grader and a student's function, as JSON. */
export type Packed =
  | string
  | number
  | boolean
  | null
  | readonly Packed[]
  | { readonly odd: string }
  | { readonly numbers: string; readonly values: readonly Packed[] }
  | { readonly record: Readonly<Record<string, Packed>> };

const ODD: Readonly<Record<string, unknown>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  "-Infinity": Number.NEGATIVE_INFINITY,
  undefined,
};
const NUMBERS = { Float64Array, Float32Array, Int32Array, Uint32Array, Uint8Array };
const MAX_DEPTH = 50;

/** Packs numbers, texts, truth values, and arrays and plain records of them. @throws at anything else, by name */
export function pack(value: unknown, depth = 0): Packed {
  if (depth > MAX_DEPTH) throw new Error(`a value is nested more than ${MAX_DEPTH} deep`);
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (value === undefined || typeof value === "number") return { odd: String(value) };
  if (typeof value !== "object") throw new Error(`a value is a ${typeof value}`);
  const within = (member: unknown) => pack(member, depth + 1);
  if (Array.isArray(value)) return Array.from(value, within);
  const kind = Object.getPrototypeOf(value)?.constructor?.name ?? "Object";
  if (Object.hasOwn(NUMBERS, kind)) return { numbers: kind, values: Array.from(value as Float64Array, within) };
  if (kind !== "Object") throw new Error(`a value is a ${kind}`);
  const members = Object.entries(value).map(([name, member]) => [name, within(member)]);
  return { record: Object.fromEntries(members) };
}

/** The value that was packed. @throws if this was not packed by `pack` */
export function unpack(packed: Packed, depth = 0): unknown {
  if (depth > MAX_DEPTH) throw new Error(`a value is nested more than ${MAX_DEPTH} deep`);
  const within = (member: Packed) => unpack(member, depth + 1);
  if (typeof packed !== "object" || packed === null) return packed;
  if (Array.isArray(packed)) return packed.map(within);
  if ("odd" in packed && Object.hasOwn(ODD, packed.odd)) return ODD[packed.odd];
  if ("numbers" in packed && Object.hasOwn(NUMBERS, packed.numbers) && Array.isArray(packed.values)) {
    return NUMBERS[packed.numbers as keyof typeof NUMBERS].from(packed.values.map(within) as number[]);
  }
  if ("record" in packed && typeof packed.record === "object" && packed.record !== null) {
    return Object.fromEntries(Object.entries(packed.record).map(([name, member]) => [name, within(member)]));
  }
  throw new Error("a value is none that can be handed over");
}
