import { afterEach, describe, expect, test, vi } from "vitest";
import type { Answer } from "../../src/notebook/question";
import { mark, score } from "../../src/notebook/score";

afterEach(() => vi.restoreAllMocks());

/** One question about f(2), whose answer should be `expected`. */
function asked(got: unknown, expected: Answer, tolerance = 1e-9) {
  return mark(3, (ask) => ask({ call: "f(2)", got, expected, tolerance }));
}

describe("mark", () => {
  test.each<[unknown, Answer]>([
    [1 + 1e-10, 1],
    [
      [1, [2, 3]],
      [1, [2, 3]],
    ],
    [new Float32Array([1, 2]), [1, 2]],
    [
      { b: 2, a: [1] },
      { a: [1], b: 2 },
    ],
  ])("%j earns the points where %j is expected", async (got, expected) => {
    expect(await asked(got, expected)).toEqual({ earned: 3, points: 3 });
  });

  test.each<[unknown, Answer]>([
    [1.1, 1],
    [Number.NaN, 1],
    [Infinity, 1],
    ["1", 1],
    [undefined, 1],
    [null, 1],
    [[1], 1],
    [1, [1]],
    [[1], [1, 2]],
    [
      [1, 2, 3],
      [1, 2],
    ],
    [
      [1, Number.NaN],
      [1, 2],
    ],
    [
      [Number.NaN, 1],
      [1, 2],
    ],
    [
      [1, "2"],
      [1, 2],
    ],
    [{ a: 1 }, { a: 1, b: 2 }],
    [
      { a: 1, c: 2 },
      { a: 1, b: 2 },
    ],
    [{ valueOf: () => 1 }, 1],
  ])("%j earns none where %j is expected", async (got, expected) => {
    const { earned, failure } = await asked(got, expected);
    expect(earned).toBe(0);
    expect(failure).toMatch(/^f\(2\) gave .+, expected .+ ± 1e-9\./);
  });

  test("an answer of another shape is told the shape", async () => {
    expect((await asked([1, 2, 3], [1, 2])).failure).toBe(
      "f(2) gave [1, 2, 3], expected [1, 2] ± 1e-9.\nHint: the answer is an array of 2, of finite numbers throughout.",
    );
    expect((await asked(undefined, 1)).failure).toMatch(/gave nothing.*\nHint: the answer is one finite number\.$/s);
  });

  test("an answer that is not finite is told where such numbers come from", async () => {
    expect((await asked(Math.log(Math.exp(-1000)), -1000)).failure).toMatch(/Hint: −∞ is the log of 0/);
    expect((await asked(Math.log(Math.exp(1000)), 1000)).failure).toMatch(/Hint: ∞ is something too large/);
    expect((await asked(0 * Math.log(0), 0)).failure).toMatch(/Hint: NaN comes of 0 · log 0/);
  });

  test("an answer that a known mistake gives is told its hint, and no other", async () => {
    const mistakes = [
      { value: 4, hint: "square first" },
      { value: 5, hint: "add last" },
    ];
    const { failure } = await mark(1, (ask) => ask({ call: "f(2)", got: 5, expected: 6, tolerance: 0, mistakes }));
    expect(failure).toBe("f(2) gave 5, expected 6.\nHint: add last");
  });

  test("an answer that several known mistakes give is told the hint of each, once", async () => {
    const mistakes = [
      { value: 5, hint: "add last" },
      { value: 5, hint: "add last" },
      { value: 5, hint: "square first" },
    ];
    const { failure } = await mark(1, (ask) => ask({ call: "f(2)", got: 5, expected: 6, tolerance: 0, mistakes }));
    expect(failure).toBe("f(2) gave 5, expected 6.\nHint: add last Or: square first");
  });

  test("asks no further after the first wrong answer", async () => {
    const after = vi.fn();
    const { earned, failure } = await mark(2, (ask) => {
      ask({ claim: "1 < 2", holds: true });
      ask({ claim: "the bound lies below log p(x)", holds: false, hint: "mind the sign" });
      after();
    });
    expect({ earned, failure }).toEqual({
      earned: 0,
      failure: "It should hold that the bound lies below log p(x).\nHint: mind the sign",
    });
    expect(after).not.toHaveBeenCalled();
  });

  test("a function that throws has answered wrongly", async () => {
    const failing = async (ask: (question: never) => void) => {
      await Promise.reject(new Error("not written yet"));
      ask(undefined as never);
    };
    expect(await mark(2, failing)).toEqual({ earned: 0, points: 2, failure: "not written yet" });
  });

  test("a cell that asks nothing earns nothing", async () => {
    expect(await mark(2, () => {})).toMatchObject({ earned: 0 });
  });
});

test("score is the points as a number, and prints the first wrong answer", async () => {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  expect(await score(2, (ask) => ask({ claim: "1 < 2", holds: true }))).toBe(2);
  expect(log).not.toHaveBeenCalled();
  expect(await score(2, (ask) => ask({ claim: "2 < 1", holds: false }))).toBe(0);
  expect(log).toHaveBeenCalledWith("It should hold that 2 < 1.");
});
