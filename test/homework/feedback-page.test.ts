import { expect, test } from "vitest";
import { feedbackPage } from "../../src/homework/feedback-page";

const mark = (asks: string, earned: number, title = "A1. The entropy $H(q)$") => ({
  id: asks,
  title,
  asks,
  points: 1,
  earned,
});
const page = feedbackPage({
  student: "<ada>",
  homework: "coin",
  earned: 1,
  points: 3,
  exercises: [mark("Fair coins.", 1), mark("Coins with $p < 1$.", 0), mark("Dice.", 0, "A2. Dice")],
  answers: [{ id: "a1", title: "A1. The entropy $H(q)$", source: "const p = '$a$ <b>';" }],
  sandbox: "bubblewrap",
  fingerprint: "",
});

test("exercises of one title stand under one heading, each with its points and what it asks", () => {
  const [, points] = page.split("<h2>");
  expect(points.match(/<h3>/g)).toHaveLength(2);
  expect(points).toContain("✓ <b>1 of 1</b> Fair coins.");
  expect(points).toContain("✗ <b>0 of 1</b> Dice.");
});

test("formulas of the homework are set, and what a student wrote is text", () => {
  expect(page).toContain("<math");
  expect(page).not.toContain("$p");
  expect(page).toContain("const p = &#39;$a$ &lt;b&gt;&#39;;");
  expect(page).toContain("&lt;ada&gt;");
});
