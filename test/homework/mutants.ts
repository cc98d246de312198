import { createRequire } from "node:module";
import ts from "typescript";
import { replaceBlocks } from "../../src/homework/blocks";
import { parse } from "../../src/homework/declarations";
import { givenDeclarations } from "../../src/homework/given";
import { gradingOf } from "../../src/homework/grading";
import type { Homework } from "../../src/homework/homework";
import { isCode, joined } from "../../src/runner/notebook";

/** Another solution of one cell: what stands between the markers. */
export interface Rewrite {
  readonly cell: string;
  readonly body: string;
}

/** A wrong solution, the cell whose points it loses, and words of the feedback that fit the mistake. */
export interface Mutant extends Rewrite {
  readonly loses: string;
  readonly says: string;
}

const requireHere = createRequire(__filename);

/** The functions of a student who solves every cell as the source does, but for one. */
export function studentWith({ notebook, studentNames }: Homework, rewrite?: Rewrite): Record<string, unknown> {
  const cells = notebook.cells.filter(isCode).filter((cell) => !gradingOf(cell)?.grade);
  const isAnswer = (cell: (typeof cells)[number]) => gradingOf(cell)?.solution === true;
  const answers = cells.filter(isAnswer).map((cell) => {
    const source = joined(cell.source);
    return cell.id === rewrite?.cell ? replaceBlocks(source, "SOLUTION", [rewrite.body]) : source;
  });
  if (rewrite && !cells.some((cell) => isAnswer(cell) && cell.id === rewrite.cell)) {
    throw new Error(`no cell ${rewrite.cell} to write otherwise`);
  }
  const shown = cells.filter((cell) => !isAnswer(cell)).map(({ source }) => joined(source));
  const imports = shown.flatMap((code) => parse(code).statements.filter(ts.isImportDeclaration));
  const code = [
    ...imports.map((statement) => statement.getText()),
    ...givenDeclarations(shown.join("\n"), answers.join("\n"), studentNames),
    ...answers,
    `export const student = { ${studentNames.join(", ")} };`,
  ].join("\n");
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const exports: { student?: Record<string, unknown> } = {};
  new Function("exports", "require", outputText)(exports, requireHere);
  return exports.student!;
}
