import path from "node:path";
import { describe, expect, test } from "vitest";
import { gradingOf } from "../../src/homework/grading";
import { hiddenChecks } from "../../src/homework/hidden-checks";
import { readHomework } from "../../src/homework/homework";
import * as h1 from "./h1/mutants";
import * as h2 from "./h2/mutants";
import * as h3 from "./h3/mutants";
import { studentWith } from "./mutants";

const NOTEBOOKS = path.join(__dirname, "..", "..", "notebooks", "homework");
const HOMEWORKS = [
  { name: "h1-bounds", ...h1 },
  { name: "h2-svi-reparameterize-amortize", ...h2 },
  { name: "h3-vae-iwae-prior", ...h3 },
];

describe.each(HOMEWORKS)("$name", ({ name, wrong, right }) => {
  const homework = readHomework(path.join(NOTEBOOKS, `${name}.ipynb`));
  const examine = hiddenChecks(homework);
  const answers = [...new Set(wrong.map(({ cell }) => cell))];

  test("its own solution earns every point, time after time", async () => {
    for (let round = 0; round < 3; round++) {
      const checks = await examine(studentWith(homework));
      for (const { id, points } of homework.exercises) {
        expect(await checks[id](), id).toEqual({ earned: points, points });
      }
    }
  });

  test.each(wrong)("$cell: a solution that loses $loses is told “$says”", async ({ cell, body, loses, says }) => {
    const checks = await examine(studentWith(homework, { cell, body }));
    const { earned, failure } = await checks[loses]();
    expect(failure).toContain(says);
    expect(failure).toMatch(/\nHint: ./);
    expect(earned).toBe(0);
  });

  test.each(right)("$cell: right solution %# keeps every point", async (rewrite) => {
    const checks = await examine(studentWith(homework, rewrite));
    // a1-answer is asked in a1-…
    const asked = homework.exercises.filter(({ id }) => id.startsWith(rewrite.cell.replace("answer", "")));
    expect(asked).not.toEqual([]);
    for (const { id, points } of asked) expect(await checks[id](), id).toEqual({ earned: points, points });
  });

  test.each(answers)("%s has five wrong solutions and two right ones", (cell) => {
    expect(wrong.filter((mutant) => mutant.cell === cell).length).toBeGreaterThanOrEqual(5);
    expect(right.filter((rewrite) => rewrite.cell === cell).length).toBeGreaterThanOrEqual(2);
  });

  test("every cell that a student writes is tried", () => {
    const written = homework.notebook.cells.filter((cell) => gradingOf(cell)?.solution).map(({ id }) => id);
    expect(answers.sort()).toEqual([...written].sort());
  });
});
