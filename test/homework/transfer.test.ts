import { expect, test } from "vitest";
import { type Packed, pack, unpack } from "../../src/homework/transfer";

const round = (value: unknown) => unpack(JSON.parse(JSON.stringify(pack(value))));

test.each([
  1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  undefined,
  null,
  "text",
  true,
  [],
  [[1, [2]], 3],
  { a: 1, b: { c: [2] } },
  { odd: "NaN", numbers: "Float64Array", values: [1], record: {} },
  new Float64Array([0.1, Number.NaN]),
  new Float32Array([0.5]),
  new Int32Array([-1]),
])("%o arrives as it was sent", (value) => {
  expect(round(value)).toEqual(value);
});

test.each([
  [() => 1, "a value is a function"],
  [new Map(), "a value is a Map"],
  [1n, "a value is a bigint"],
  [[Symbol("s")], "a value is a symbol"],
  [new (class Tensor {})(), "a value is a Tensor"],
])("%o is refused by name", (value, message) => {
  expect(() => pack(value)).toThrow(message);
});

test("nothing nested deeply is taken, either way", () => {
  let [value, packed]: [unknown, Packed] = [1, 1];
  for (let i = 0; i < 100_000; i++) [value, packed] = [[value], [packed]];
  expect(() => pack(value)).toThrow("nested more than 50 deep");
  expect(() => unpack(packed)).toThrow("nested more than 50 deep");
});

test.each([{ odd: "toString" }, { numbers: "constructor", values: [] }, { record: null }, {}] as unknown as Packed[])(
  "%j was not packed here, and is refused",
  (forged) => {
    expect(() => unpack(forged)).toThrow("a value is none that can be handed over");
  },
);

test("a forged prototype is a member like others", () => {
  const forged = unpack(JSON.parse('{"record":{"__proto__":{"record":{"length":1}}}}'));
  expect(Object.getPrototypeOf(forged)).toBe(Object.prototype);
  expect(({} as { length?: number }).length).toBeUndefined();
});
