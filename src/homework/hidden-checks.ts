import { createRequire } from "node:module";
import ts from "typescript";
import { type Mark, mark } from "../notebook/score";
import { isCode, joined } from "../runner/notebook";
import { linesWithin, replaceBlocks } from "./blocks";
import { parse } from "./declarations";
import { givenDeclarations } from "./given";
import { gradingOf } from "./grading";
import type { Exercise, Homework } from "./homework";

/** The hidden check of each exercise, by its id. Rejects only if the check itself is at fault. */
export type Checks = Readonly<Record<string, () => Promise<Mark>>>;

/**
 * Makes the hidden checks of a homework run in this process: `ask` brings them the answers of a student, and whatever else
 * they compute never leaves it. @throws if they are no code
 */
export function hiddenChecks(homework: Homework): (student: Readonly<Record<string, unknown>>) => Promise<Checks> {
  const { outputText } = ts.transpileModule(moduleOf(homework), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
  });
  const exports: { checksOf?: (student: Readonly<Record<string, unknown>>) => Promise<Checks> } = {};
  new Function("exports", "require", outputText)(exports, requireWithMark);
  return exports.checksOf!;
}

/** In the grader a score is kept, not printed. */
function requireWithMark(id: string): unknown {
  const found = requireHere(id);
  return id === "elbo" ? { ...found, score: mark } : found;
}

const requireHere = createRequire(__filename);

function moduleOf({ notebook, exercises, studentNames }: Homework): string {
  const cells = notebook.cells.filter(isCode).filter((cell) => !gradingOf(cell)?.solution);
  const shown = cells.map(({ source }) => split(replaceBlocks(joined(source), "HIDDEN TESTS", [])));
  const setUp = cells
    .filter((cell) => !gradingOf(cell)?.grade)
    .map(({ source }) => split(linesWithin(joined(source), "HIDDEN TESTS").join("\n")));
  const hidden = [...setUp, ...exercises.map(({ code }) => split(code))];
  const all = (parts: readonly Split[]) => parts.map(({ rest }) => rest).join("\n");
  return [
    ...new Set([...shown, ...hidden].flatMap(({ imports }) => imports)),
    "export async function checksOf(student: any) {",
    `const { ${studentNames.join(", ")} } = student;`,
    ...givenDeclarations(all(shown), all(hidden), studentNames),
    all(setUp),
    "return {",
    ...exercises.map((exercise) => `${JSON.stringify(exercise.id)}: async () => {\n${bodyOf(exercise)}\n},`),
    "};",
    "}",
  ].join("\n");
}

interface Split {
  readonly imports: readonly string[];
  readonly rest: string;
}

function split(code: string): Split {
  const { statements } = parse(code);
  const isImport = (statement: ts.Statement) => ts.isImportDeclaration(statement);
  const text = (statement: ts.Statement) => statement.getText();
  return {
    imports: statements.filter(isImport).map(text),
    rest: statements
      .filter((statement) => !isImport(statement))
      .map(text)
      .join("\n"),
  };
}

/** A check gives back its last expression, as a cell does. */
function bodyOf({ id, code }: Exercise): string {
  const { rest } = split(code);
  const last = parse(rest).statements.at(-1);
  if (!last || !ts.isExpressionStatement(last)) throw new Error(`cell ${id} needs to end in its score`);
  return `${rest.slice(0, last.getStart())}return ${last.getText()}`;
}
