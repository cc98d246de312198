import { expect, test } from "vitest";
import { drawn, texts } from "./drawn";
import { EXAMPLES } from "./examples";

const marks = drawn(EXAMPLES.boundLadder);

test("every rung says its name and its gap", () => {
  expect(texts(EXAMPLES.boundLadder)).toEqual([
    "log p(x) = −4.2500",
    "coin flips",
    "estimated",
    "gap 4.250",
    "gap 0.750",
  ]);
});

test("an estimate has two standard errors each way, an exact bound none", () => {
  const dashes = marks.filter(({ type, datum }) => type === "rule" && datum?.low !== undefined);
  expect(dashes.map(({ datum }) => [datum?.low, datum?.high])).toContainEqual([-5.5, -4.5]);
  expect(dashes.map(({ datum }) => [datum?.low, datum?.high])).toContainEqual([-8.5, -8.5]);
});

test("a mark farther left is a lower bound", () => {
  const [coins, estimated] = marks.filter(({ type }) => type === "symbol");
  expect(coins.datum?.bound).toBe(-8.5);
  expect(coins.x).toBeLessThan(estimated.x);
});
