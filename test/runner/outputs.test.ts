import { expect, test } from "vitest";
import { createHeader, type Json } from "../../src/kernel/wire";
import { type CellOutputs, collectOutputs } from "../../src/runner/outputs";

const header = createHeader();
const hear = (cell: CellOutputs, type: string, content: Json) =>
  cell.take({ identities: [], header: header(type), parent: undefined, metadata: {}, content });
const print = (cell: CellOutputs, text: string, name = "stdout") => hear(cell, "stream", { name, text });
const display = (text: string, display_id?: string) => ({
  data: { "text/plain": text },
  metadata: {},
  transient: display_id === undefined ? {} : { display_id },
});
const shown = ({ outputs }: CellOutputs) =>
  outputs.map(({ text, data }) => text ?? (data as Record<string, unknown> | undefined)?.["text/plain"]);

test("texts of one stream are joined until another output comes between", () => {
  const cell = collectOutputs(new Map());
  print(cell, "a");
  print(cell, "b");
  print(cell, "c", "stderr");
  hear(cell, "display_data", display("d"));
  print(cell, "e", "stderr");
  expect(shown(cell)).toEqual(["ab", "c", "d", "e"]);
});

test("an update replaces a display in place, also one of an earlier cell; its id is not kept", () => {
  const displays = new Map();
  const [first, second] = [collectOutputs(displays), collectOutputs(displays)];
  hear(first, "display_data", display("old", "id"));
  print(first, "after");
  hear(second, "update_display_data", display("new", "id"));
  hear(second, "update_display_data", display("nobody's", "other"));
  expect(first.outputs).toEqual([
    { output_type: "display_data", data: { "text/plain": "new" }, metadata: {} },
    { output_type: "stream", name: "stdout", text: "after" },
  ]);
  expect(second.outputs).toEqual([]);
});

test("clear_output clears at once, or with the next output if it is asked to wait", () => {
  const cell = collectOutputs(new Map());
  print(cell, "a");
  hear(cell, "clear_output", { wait: false });
  expect(shown(cell)).toEqual([]);
  print(cell, "b");
  hear(cell, "clear_output", { wait: true });
  expect(shown(cell)).toEqual(["b"]);
  print(cell, "c");
  expect(shown(cell)).toEqual(["c"]);
});

test("more than 1 MB is cut, with one note; an error still comes through", () => {
  const cell = collectOutputs(new Map());
  for (let i = 0; i < 30; i++) print(cell, "x".repeat(1e5));
  hear(cell, "display_data", display("late"));
  hear(cell, "error", { ename: "E", evalue: "v", traceback: [] });
  const [text, note, error, ...rest] = cell.outputs;
  expect(text.text).toHaveLength(1e6);
  expect(note).toEqual({ output_type: "stream", name: "stderr", text: "[the output of this cell was cut at 1 MB]\n" });
  expect([error.output_type, rest]).toEqual(["error", []]);
});

test("a live display that is updated for ever is not cut: what counts is what is there", () => {
  const cell = collectOutputs(new Map());
  hear(cell, "display_data", display("0", "id"));
  for (let i = 0; i < 50; i++) hear(cell, "update_display_data", display(`${i} ${"x".repeat(1e5)}`, "id"));
  expect(shown(cell)).toEqual([expect.stringMatching(/^49 x/)]);
});
