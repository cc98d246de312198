import { expect, test } from "vitest";
import { formatNotebook } from "../../src/runner/format-notebook";
import { isCode, type Notebook } from "../../src/runner/notebook";
import { notebookOf } from "./fixture";

const withOutputs = (outputs: readonly unknown[]): Notebook => {
  const notebook = notebookOf("1");
  return { ...notebook, cells: notebook.cells.map((cell) => (isCode(cell) ? { ...cell, outputs } : cell)) } as Notebook;
};

test("members are sorted, the indent is one, and a newline ends the file", () => {
  const text = formatNotebook(notebookOf("const a = 1;\na"));
  expect(text).toMatch(/^\{\n "cells": \[\n {2}\{\n {3}"cell_type"/);
  expect(text).toMatch(/\n\}\n$/);
  const { cells, metadata } = JSON.parse(text);
  for (const part of [cells[1], metadata.kernelspec]) expect(Object.keys(part)).toEqual(Object.keys(part).sort());
});

test("texts are kept as their lines, pictures and JSON as they are", () => {
  const data = { "text/plain": "a\nb", "image/png": "iVBO\nRw0K", "application/json": { b: "x\ny", a: 1 } };
  const text = formatNotebook(
    withOutputs([
      { output_type: "stream", name: "stdout", text: "one\ntwo\n" },
      { output_type: "display_data", data, metadata: {} },
    ]),
  );
  const { outputs } = JSON.parse(text).cells[1];
  expect(outputs[0].text).toEqual(["one\n", "two\n"]);
  expect(outputs[1].data).toEqual({ ...data, "text/plain": ["a\n", "b"] });
});

test("what was formatted once stays as it is", () => {
  const once = formatNotebook(withOutputs([{ output_type: "stream", name: "stdout", text: "a\r\nb\u2028c\n\n" }]));
  expect(formatNotebook(JSON.parse(once))).toBe(once);
});
