import typescript from "@tslab/typescript-for-tslab";
import { describe, expect, test } from "vitest";
import { expandShorthand } from "../../src/kernel/shorthand";

const expand = (code: string) => expandShorthand(typescript, code);

describe("expandShorthand", () => {
  test.each([
    ["f({ a });", "f({ a: a });"],
    ["f({ a, b: 1, c });", "f({ a: a, b: 1, c: c });"],
    ["g({ o: { a } }, () => ({ b }));", "g({ o: { a: a } }, () => ({ b: b }));"],
    ["({ a } = o);", "({ a: a } = o);"],
    ["({ a = 1 } = o);", "({ a: a = 1 } = o);"],
    ["const { a } = o;", "const { a } = o;"],
    ["const { a: b, 'c': d, [e]: g } = o;", "const { \"a\": b, 'c': d, [e]: g } = o;"],
    ["f(({ a: b, ...c }) => ({ c }));", 'f(({ "a": b, ...c }) => ({ c: c }));'],
    ["// { a }\nconst s = `{ a }`; f({ a });", "// { a }\nconst s = `{ a }`; f({ a: a });"],
    ["const broken = {", "const broken = {"],
  ])("%j becomes %j", (code, expanded) => {
    expect(expand(code).code).toBe(expanded);
  });

  test("a column behind a key in quotes is led back too", () => {
    const code = "const { a: b } = wrong;";
    const { code: expanded, columnOf } = expand(code);
    for (const word of ["a", ": b", "wrong"])
      expect(columnOf(0, expanded.indexOf(word, 8)), word).toBe(code.indexOf(word, 8));
  });

  test("a column of what it made is led back to the column that was written", () => {
    const code = "f({ alpha, beta }, gamma);";
    const { code: expanded, columnOf } = expand(code);
    for (const word of ["f(", ", beta", " }, gamma", "gamma", ");"]) {
      expect(columnOf(0, expanded.lastIndexOf(word)), word).toBe(code.lastIndexOf(word));
    }
    expect(columnOf(1, 5)).toBe(5);
  });
});
