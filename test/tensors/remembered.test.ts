import { describe, expect, test } from "vitest";
import { remembered } from "../../src/tensors/remembered";
import { checkRows, type Rows } from "../../src/tensors/shapes";

describe("remembered", () => {
  const counted = () => {
    let calls = 0;
    const f = remembered((rows: Rows) => {
      calls++;
      checkRows("f", rows);
      return rows.flat().reduce((a, b) => a + b, 0);
    });
    return { f, calls: () => calls };
  };

  test("asks once about the same numbers, in whichever array they come", () => {
    const { f, calls } = counted();
    const rows = [
      [1, 2],
      [3, 4],
    ];
    expect([f(rows), f(rows), f(rows.map((row) => [...row]))]).toEqual([10, 10, 10]);
    expect(calls()).toBe(1);
  });

  test("knows a number that was changed in place, and the same numbers in another shape", () => {
    const { f, calls } = counted();
    const rows = [
      [1, 2],
      [3, 4],
    ];
    f(rows);
    rows[1][1] = 5;
    expect(f(rows)).toBe(11);
    f([[1, 2, 3, 5]]);
    f([[1], [2], [3], [5]]);
    expect(calls()).toBe(4);
  });

  test("remembers no rows that were refused", () => {
    const { f } = counted();
    f([[1]]);
    expect(() => f([[Number.NaN]])).toThrow("f needs finite numbers");
    expect(() => f([[Number.NaN]])).toThrow("f needs finite numbers");
    expect(() => f([])).toThrow("f needs at least one datapoint");
    expect(f([[1]])).toBe(1);
  });
});
