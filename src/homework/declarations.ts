import ts from "typescript";

/** The names that the cells of a student are to declare for the checks: those at the top level of some code. */
export function declaredNames(code: string): readonly string[] {
  return parse(code).statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.flatMap(namesOf);
    const isNamed = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
    return isNamed && statement.name ? [statement.name.text] : [];
  });
}

/** Whether some code only shows or tries something, so that other cells are none the wiser. */
export function declaresNothing(code: string): boolean {
  return parse(code).statements.every(
    (statement) => ts.isExpressionStatement(statement) || ts.isIterationStatement(statement, false),
  );
}

export function parse(code: string): ts.SourceFile {
  return ts.createSourceFile("cell.ts", code, ts.ScriptTarget.Latest, true);
}

function namesOf({ name }: ts.VariableDeclaration | ts.BindingElement): readonly string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? namesOf(element) : []));
}
