import { describe, expect, test } from "vitest";
import { parseCsv } from "../../src/data/csv";

describe("parseCsv", () => {
  test.each([
    ["with a final newline", "a,b\n1,2\n3,4.5\n"],
    ["without one", "a,b\n1,2\n3,4.5"],
    ["with the line ends of Windows", "a,b\r\n1,2\r\n3,4.5\r\n"],
    ["with spaces around entries", "a, b\n1, 2\n3 ,4.5\n"],
  ])("reads names and numbers, %s", (_, text) => {
    expect(parseCsv(text, "t.csv")).toEqual({
      columns: ["a", "b"],
      rows: [
        [1, 2],
        [3, 4.5],
      ],
    });
  });

  test.each([
    ["t.csv, line 1: needs a line of column names", ""],
    ["t.csv, line 1: needs at least one row below the column names, got none", "a,b\n"],
    ["t.csv, line 3: needs 2 entries, got 1", "a,b\n1,2\n3\n"],
    ["t.csv, line 3: needs 2 entries, got 1", "a,b\n1,2\n\n3,4\n"],
    ['t.csv, line 2, column 2: needs a finite number, got "NaN"', "a,b\n1,NaN\n"],
    ['t.csv, line 2, column 1: needs a finite number, got ""', "a,b\n,2\n"],
    ['t.csv, line 2, column 1: needs a finite number, got "<html>"', "a,b\n<html>,2\n"],
    ['t.csv, line 2, column 2: needs a finite number, got "1e999"', "a,b\n1,1e999\n"],
    ["t.csv, line 2: needs at most 100000 characters, got 200000", `a,b\n${"1".repeat(200_000)}\n`],
  ])("%s", (message, text) => {
    expect(() => parseCsv(text, "t.csv")).toThrow(message);
  });

  test("takes one column as words, and counts the columns of the file in its errors", () => {
    const options = { words: "kind" };
    expect(parseCsv("kind,a\nx,1\ny,2\n", "t.csv", options)).toEqual({
      columns: ["a"],
      rows: [[1], [2]],
      words: ["x", "y"],
    });
    expect(() => parseCsv("kind,a\nx,1\n,2\n", "t.csv", options)).toThrow("t.csv, line 3, column 1: needs a word");
    expect(() => parseCsv("kind,a\nx,b\n", "t.csv", options)).toThrow("t.csv, line 2, column 2: needs a finite number");
    expect(() => parseCsv("a\n1\n", "t.csv", options)).toThrow('t.csv, line 1: needs a column named "kind", got a');
  });
});
