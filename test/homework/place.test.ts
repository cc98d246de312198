import { expect, test } from "vitest";
import { placesOf } from "../../src/homework/place";
import { cell, notebook } from "./fixture";

test("a cell stands under the nearest heading, and one with points asks what the text above it says", () => {
  const { cells } = notebook(
    cell("part", "text", "## A. Coins (3 points)\n\n### A1. The entropy\n\nWrite it."),
    cell("answer", "answer", "let entropy;"),
    cell("words", "text", "**1.5 points.** Coins with $p < 1$."),
    cell("score", { points: 1.5 }, "// 1.5 points"),
    cell("more", { points: 1 }, "// 1 point"),
  );
  const places = placesOf(cells);
  expect(places.get("answer")).toEqual({ title: "A1. The entropy", asks: "" });
  expect(places.get("score")).toEqual({ title: "A1. The entropy", asks: "Coins with $p < 1$." });
  expect(places.get("more")).toEqual({ title: "A1. The entropy", asks: "" });
});
