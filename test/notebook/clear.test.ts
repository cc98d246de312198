import { expect, test } from "vitest";
import { clear } from "../../src/notebook/clear";
import { openDoor } from "./kernel-door";

test("clears at once, or when the next output comes", () => {
  const { sent } = openDoor();
  clear();
  clear({ wait: true });
  expect(sent.map(({ type, wait }) => [type, wait])).toEqual([
    ["clear", false],
    ["clear", true],
  ]);
});

test("outside a notebook does nothing", () => {
  expect(() => clear()).not.toThrow();
});
