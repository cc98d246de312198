import type { Notebook } from "../../src/runner/notebook";

type Kind = "text" | "locked" | "answer" | { readonly points: number };

/** A cell of a homework; its id is its grade_id. */
export function cell(id: string, kind: Kind, source: string): Notebook["cells"][number] {
  const points = typeof kind === "object" ? { points: kind.points } : {};
  const nbgrader = {
    schema_version: 3,
    grade_id: id,
    grade: typeof kind === "object",
    solution: kind === "answer",
    locked: kind !== "answer",
    task: false,
    ...points,
  };
  const shared = { id, metadata: { nbgrader }, source };
  if (kind === "text") return { cell_type: "markdown", ...shared };
  return { cell_type: "code", ...shared, outputs: [], execution_count: null };
}

export function notebook(...cells: Notebook["cells"]): Notebook {
  return {
    cells,
    metadata: { kernelspec: { name: "elbo", display_name: "TypeScript (elbo)", language: "typescript" } },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

const lines = (...text: readonly string[]) => text.join("\n");

/** A homework of two functions and a choice: 3, 2 and 1 points. */
export const HOMEWORK = notebook(
  cell("title", "text", "# The entropy of a coin"),
  cell("imports", "locked", 'import { check, score } from "elbo";'),
  cell("ask-entropy", "text", "## Entropy\n\nWrite the entropy of a distribution, in nats."),
  cell(
    "entropy",
    "answer",
    lines(
      "const entropy = (q: readonly number[]): number => {",
      "  // BEGIN SOLUTION",
      "  return -q.reduce((sum, p) => sum + (p === 0 ? 0 : p * Math.log(p)), 0);",
      "  // END SOLUTION",
      "};",
    ),
  ),
  cell("try-entropy", "locked", 'check("fair coin", entropy([0.5, 0.5]), { expected: Math.LN2, tolerance: 1e-12 });'),
  cell("ask-cross", "text", "## Cross-entropy\n\nWrite the cross-entropy, and choose the larger of the two."),
  cell(
    "cross",
    "answer",
    lines(
      "async function cross(q: readonly number[], p: ArrayLike<number>): Promise<readonly number[]> {",
      "  // BEGIN SOLUTION",
      "  return q.map((weight, i) => (weight === 0 ? 0 : -weight * Math.log(p[i])));",
      "  // END SOLUTION",
      "}",
      "// BEGIN SOLUTION",
      "const larger = 2;",
      "// END SOLUTION",
    ),
  ),
  cell(
    "hidden-reference",
    "locked",
    lines(
      "// BEGIN HIDDEN TESTS",
      "const secretTerm = (p: number): number => (p === 0 ? 0 : -p * Math.log(p));",
      "const secretEntropy = (q: readonly number[]): number => q.map(secretTerm).reduce((a, b) => a + b, 0);",
      "const secretCoin = (): number[] => [0, 1].map((side, _, sides) => (side === 0 ? 0.3 : sides.length * 0.35));",
      "// END HIDDEN TESTS",
    ),
  ),
  cell(
    "points-entropy",
    { points: 3 },
    lines(
      "// 3 points: two coins",
      "// BEGIN HIDDEN TESTS",
      "await score(3, async (ask) => {",
      "  for (const q of [secretCoin(), [1, 0]]) {",
      '    const mistakes = [{ hint: "0 log 0 is 0", value: 0 }, { hint: "the logarithm is the natural one", value: secretEntropy(q) / Math.LN2 }];',
      '    ask({ call: "entropy(q)", got: await entropy(q), expected: secretEntropy(q), tolerance: 1e-9, mistakes });',
      "  }",
      "})",
      "// END HIDDEN TESTS",
    ),
  ),
  cell(
    "points-cross",
    { points: 2 },
    lines(
      "// 2 points: its terms",
      "// BEGIN HIDDEN TESTS",
      "await score(2, async (ask) => {",
      "  const p = new Float64Array([0.25, 0.75]);",
      "  const expected = [0.5, 0.5].map((weight, i) => -weight * Math.log(p[i]));",
      '  ask({ call: "cross(q, p)", got: await cross([0.5, 0.5], p), expected, tolerance: 1e-9 });',
      "})",
      "// END HIDDEN TESTS",
    ),
  ),
  cell(
    "points-larger",
    { points: 1 },
    lines(
      "// 1 point: which is larger",
      "// BEGIN HIDDEN TESTS",
      "await score(1, async (ask) => {",
      '  ask({ claim: "the cross-entropy is the larger", holds: (await larger) === 2, hint: "Gibbs" });',
      "});",
      "// END HIDDEN TESTS",
    ),
  ),
);
