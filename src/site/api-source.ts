import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

/** What the page needs of one source file, found by parsing alone: nothing is compiled or run. */
export interface Source {
  readonly declared: ReadonlyMap<string, Declared>;
  /** The file of each name that is imported from beside it. */
  readonly imports: ReadonlyMap<string, string>;
}

export interface Declared {
  readonly isType: boolean;
  /** The declaration without its body, as it stands in the source. */
  readonly signature: string;
  /** Its doc comment, as it stands in the source; empty if there is none. */
  readonly comment: string;
  /** The types that the signature names. */
  readonly mentions: readonly string[];
}

export const parse = (file: string): ts.SourceFile =>
  ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true);

export function readSource(file: string): Source {
  const declared = new Map<string, Declared>();
  const imports = new Map<string, string>();
  for (const statement of parse(file).statements) {
    if (ts.isImportDeclaration(statement)) {
      const bindings = statement.importClause?.namedBindings;
      const from = (statement.moduleSpecifier as ts.StringLiteral).text;
      if (!from.startsWith(".") || !bindings || !ts.isNamedImports(bindings)) continue;
      for (const { name } of bindings.elements) imports.set(name.text, path.resolve(path.dirname(file), `${from}.ts`));
    } else if (ts.isVariableStatement(statement)) {
      for (const { name, type, initializer } of statement.declarationList.declarations) {
        const value = type ? `: ${type.getText()}` : ` = ${initializer?.getText()}`;
        declared.set(name.getText(), declaration(statement, `const ${name.getText()}${value}`));
      }
    } else if (ts.isFunctionDeclaration(statement) && statement.name) {
      const before = declared.get(statement.name.text);
      const own = declaration(statement, textUpTo(statement, statement.body));
      // of an overloaded function the last declaration has a body, and is not what its callers see
      if (!before) declared.set(statement.name.text, own);
      else if (!statement.body) declared.set(statement.name.text, joined(before, own));
    } else if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
      declared.set(statement.name.text, { ...declaration(statement, textUpTo(statement)), isType: true });
    }
  }
  return { declared, imports };
}

const declaration = (statement: ts.Statement, signature: string): Declared => ({
  isType: false,
  signature,
  comment: commentOf(statement),
  mentions: typesIn(statement),
});

const joined = (a: Declared, b: Declared): Declared => ({
  ...a,
  signature: `${a.signature}\n${b.signature}`,
  mentions: [...a.mentions, ...b.mentions],
});

/** A declaration without `export` and without its body. */
const textUpTo = (statement: ts.Statement, body?: ts.Node): string =>
  statement
    .getText()
    .slice(0, body && body.getStart() - statement.getStart())
    .replace(/^export /, "")
    .replace(/;?\s*$/, "");

function commentOf(statement: ts.Statement): string {
  const text = statement.getSourceFile().text;
  const comments = ts.getLeadingCommentRanges(text, statement.getFullStart()) ?? [];
  return comments.map(({ pos, end }) => text.slice(pos, end)).findLast((comment) => comment.startsWith("/**")) ?? "";
}

function typesIn(statement: ts.Statement): readonly string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBlock(node) || ts.isArrowFunction(node)) return; // a body says nothing to a caller
    if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName)) names.push(node.typeName.text);
    if (ts.isExpressionWithTypeArguments(node)) names.push(node.expression.getText());
    ts.forEachChild(node, visit);
  };
  visit(statement);
  return names;
}
