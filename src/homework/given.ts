import ts from "typescript";
import { declaredNames, parse } from "./declarations";

/**
 * What some code takes for granted: of the declarations that students are given, in their order, those that it uses, and
 * those that these use. What uses a student's function is none of them.
 */
export function givenDeclarations(given: string, using: string, studentNames: readonly string[]): readonly string[] {
  const declarations = parse(given)
    .statements.map((statement) => {
      const code = statement.getText();
      return { code, declared: declaredNames(code), used: namesUsed(statement) };
    })
    .filter(({ declared, used }) => declared.length > 0 && !studentNames.some((name) => used.has(name)));
  const wanted = new Set<string>();
  const open = [...namesUsed(parse(using))];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (wanted.has(name)) continue;
    wanted.add(name);
    for (const { declared, used } of declarations) if (declared.includes(name)) open.push(...used);
  }
  return declarations.filter(({ declared }) => declared.some((name) => wanted.has(name))).map(({ code }) => code);
}

/** The names in some code that are no names of members. */
function namesUsed(node: ts.Node, found = new Set<string>()): ReadonlySet<string> {
  if (ts.isIdentifier(node) && !isMember(node)) found.add(node.text);
  ts.forEachChild(node, (child) => {
    namesUsed(child, found);
  });
  return found;
}

function isMember(name: ts.Identifier): boolean {
  const { parent } = name;
  return (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) && parent.name === name;
}
