import { expect, test } from "vitest";
import { joined, stepOf } from "../../src/runner/notebook";
import { notebookOf } from "./fixture";

test("a text is the same as one string and as its lines", () => {
  expect(joined(["a\n", "b"])).toBe(joined("a\nb"));
});

test("a cell's step is the nearest heading above it, of level one or two", () => {
  const { cells } = notebookOf("1", "2");
  const below = { cell_type: "markdown" as const, id: "m", metadata: {}, source: "## Step two\n\n### Aside\n" };
  const all = [cells[0], cells[1], below, cells[2]];
  expect([stepOf(all, "c1"), stepOf(all, "c2")]).toEqual(["Step one", "Step two"]);
});
