import type { Key } from "../random";
import * as tf from "../tf";
import { bytesOf } from "./protobuf";

/** What one run of a compiled function is given. */
export interface Args {
  readonly input: unknown;
  readonly key: Key | undefined;
}

/** A place in the arguments, and how to get there again in another run. */
export interface Source {
  readonly name: string;
  readonly of: (args: Args) => unknown;
}

/** What the function has read while it was recorded, and what must hold of it in another run. */
export interface Guard {
  readonly source: Source;
  readonly holds: (value: unknown) => boolean;
}

interface Reader {
  /** A tensor of the arguments was read. */
  tensor(source: Source, value: tf.Tensor): tf.Tensor;
  /** An object that the arguments hold was read. */
  object(source: Source, value: object): void;
  guard(guard: Guard): void;
}

/**
 * The value, in the guise that tells the reader what is read of it: tensors become inputs of the graph, everything else
 * is held to stay what it is.
 */
export function watched(value: unknown, source: Source, reader: Reader): unknown {
  const guard = (holds: Guard["holds"]) => reader.guard({ source, holds });
  if (value instanceof tf.Tensor && !(value instanceof tf.Variable)) {
    const { dtype, shape } = value;
    guard((v) => v instanceof tf.Tensor && v.dtype === dtype && areEqual(v.shape, shape));
    return reader.tensor(source, value);
  }
  if (ArrayBuffer.isView(value)) {
    const bytes = bytesOf(value).slice();
    guard((v) => ArrayBuffer.isView(v) && Buffer.compare(bytesOf(v), bytes) === 0);
    return value;
  }
  if (!isPlain(value)) {
    guard((v) => Object.is(v, value));
    return value;
  }
  if (isNumbers(value)) {
    guard((v) => isNumbers(v) && v.length === value.length);
    return watchedNumbers(value, source, reader);
  }
  const keys = Object.keys(value);
  guard((v) => isPlain(v) && areEqual(Object.keys(v), keys));
  const guise = Array.isArray(value) ? [] : {};
  reader.object(source, guise);
  for (const name of keys) {
    const child = {
      name: source.name ? `${source.name}.${name}` : name,
      of: (args: Args) => (source.of(args) as Readonly<Record<string, unknown>>)?.[name],
    };
    let seen: unknown;
    let isSeen = false;
    Object.defineProperty(guise, name, {
      enumerable: true,
      get() {
        if (!isSeen)
          [isSeen, seen] = [true, watched((value as Readonly<Record<string, unknown>>)[name], child, reader)];
        return seen;
      },
    });
  }
  return guise;
}

/** Numbers that JavaScript looks at are held to stay the same; `fed` does not look at them. */
function watchedNumbers(value: readonly number[], source: Source, reader: Reader): readonly number[] {
  let isRead = false;
  const numbers = [...value];
  const guise = new Proxy(numbers, {
    get(target, name) {
      if (!isRead) reader.guard({ source, holds: (v) => isNumbers(v) && areEqual(v, numbers) });
      isRead = true;
      return Reflect.get(target, name);
    },
  });
  reader.object(source, guise);
  return guise;
}

function areEqual(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((v) => typeof v === "number");
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || Array.isArray(value);
}
