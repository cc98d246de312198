import { expect, test } from "vitest";
import { declaredNames, declaresNothing } from "../../src/homework/declarations";
import { givenDeclarations } from "../../src/homework/given";

test("the names of a cell are those at its top level", () => {
  const code = "const a = 1, { b, c: [d] } = e;\nfunction f() { const g = 1; }\nclass H {}\ninterface I {}\nj();";
  expect(declaredNames(code)).toEqual(["a", "b", "d", "f", "H"]);
});

test.each([
  ["check(f(1));\nfor (const x of xs) show(x);", true],
  ["// a comment", true],
  ["const x = f(1);", false],
  ["interface I {}", false],
  ['import { a } from "elbo";', false],
])("whether other cells could miss %j: %s", (code, nothing) => {
  expect(declaresNothing(code)).toBe(nothing);
});

const GIVEN = [
  "const used = (x: number) => helper(x).own;",
  "function helper(x: number) { return { own: x }; }",
  "const unused = 1;",
  "const tried = own(3);",
  "show(used(1));",
].join("\n");

test("of what is given a check gets what it uses, and what that uses, but nothing that asks the student", () => {
  const [first, second] = GIVEN.split("\n");
  expect(givenDeclarations(GIVEN, "used(1) + tried", ["own"])).toEqual([first, second]);
});
