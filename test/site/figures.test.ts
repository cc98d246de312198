import { describe, expect, test } from "vitest";
import { checksOf, csvOf, figuresOf } from "../../src/site/figures";
import { readLecture } from "../../src/site/lecture";
import type { Cell } from "../../src/site/notebook";
import type { Shown } from "../../src/site/shown";

const chart = (spec: object): Shown => ({
  type: "display",
  data: { "application/vnd.vegalite.v5+json": spec },
  metadata: {},
});
const check: Shown = { type: "display", data: { "application/vnd.elbo.check+json": { pass: true } }, metadata: {} };
const cell = (id: string, lecture: readonly number[], ...outputs: Shown[]): Cell => ({
  id,
  type: "code",
  source: "",
  tags: [],
  lecture,
  outputs,
});

describe("the figures of a notebook", () => {
  const lesson = {
    name: "03-q",
    cells: [cell("a", [22, 23], chart({ mark: "bar" }), check, chart({})), cell("b", [], chart({})), cell("c", [23])],
  };

  test("are the charts of cells that show rows of the lecture, each with a name of its own", () => {
    expect(figuresOf(lesson).map(({ name, cell, rows }) => [name, cell, rows])).toEqual([
      ["03-q-a", "a", [22, 23]],
      ["03-q-a-2", "a", [22, 23]],
    ]);
  });

  test("have as their numbers the checks of the same rows", () => {
    expect(checksOf(lesson, [23])).toEqual([check]);
    expect(checksOf(lesson, [24])).toEqual([]);
  });
});

describe("the data of a chart as comma-separated values", () => {
  test("have a column for each field of its rows", () => {
    const values = [
      { x: 1, y: -0.5 },
      { x: 2, name: 'a "b", c' },
    ];
    expect(csvOf({ data: { values } })).toBe('x,y,name\r\n1,-0.5,\r\n2,,"a ""b"", c"\r\n');
  });

  test("are all tables that it holds, each once, with the table's number before its rows", () => {
    const [curve, place] = [[{ x: 1 }], [{ x: 2 }]];
    const spec = { data: { values: curve }, layer: [{ data: { values: place } }, { data: { values: curve } }] };
    expect(csvOf(spec)).toBe("table,x\r\n1,1\r\n2,2\r\n");
    expect(csvOf({ data: { sequence: { start: 0, stop: 9 } } })).toBe("");
  });
});

describe("the lecture, row by row", () => {
  test("has the rows 1 to 67 in its six parts, five of them drawn by the lecturer", async () => {
    const parts = await readLecture();
    const rows = parts.flatMap((part) => part.rows);
    expect(parts).toHaveLength(6);
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 67 }, (_, i) => i + 1));
    expect(rows.filter(({ isDrawn }) => isDrawn).map(({ number }) => number)).toEqual([22, 26, 35, 41, 66]);
    for (const { text } of rows) expect(text).toMatch(/^\S.{15,}[.)]$/);
  });
});
